import { useTranslations } from "use-intl";
import type { Reader } from "../../engine/grants/sharing.ts";
import { Card, Facts, Notice, Stack, TextArea } from "../../ui/index.ts";
import { HidingPreview } from "./HidingPreview.tsx";

const MAX_WORDS = 500;

/** The last look before a copy is given away: who gets it, what it lacks, and that it cannot be taken back. */
export function GiveCheck({
  reader,
  record,
  hide,
  words,
  onWords,
}: {
  readonly reader: Reader;
  readonly record: { readonly chainId: number; readonly recordId: `0x${string}`; readonly title: string };
  readonly hide: readonly string[];
  readonly words: string;
  readonly onWords: (words: string) => void;
}) {
  const t = useTranslations("partly.check");
  const sharing = useTranslations("sharing.check");
  return (
    <>
      <Card title={t("title")}>
        <Stack>
          <Facts
            facts={[
              { label: t("who"), value: reader.name },
              { label: t("what"), value: record.title },
            ]}
          />
          <Notice tone="danger" title={t("finalTitle")}>
            <p>{t("final")}</p>
          </Notice>
          {reader.isNameVerified ? null : <Notice tone="warning">{sharing("claimed")}</Notice>}
          <TextArea
            label={t("words")}
            hint={t("wordsHint")}
            optional
            value={words}
            onValue={onWords}
            maxLength={MAX_WORDS}
          />
        </Stack>
      </Card>
      <HidingPreview record={record} hide={hide} />
    </>
  );
}
