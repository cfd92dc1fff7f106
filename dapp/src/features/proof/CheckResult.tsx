import { useTranslations } from "use-intl";
import type { CheckedFile, Proven } from "../../engine/proofs/checkFile.ts";
import {
  Button,
  Card,
  Details,
  ErrorState,
  ExactTime,
  Facts,
  Inline,
  Notice,
  Stack,
} from "../../ui/index.ts";
import { ChainPicture } from "./ChainPicture.tsx";
import { brokenStop } from "./stops.ts";
import styles from "./proof.module.css";

/** What a proof shows and as of when, or where it breaks; never just that it is valid. */
export function CheckResult({
  file,
  name,
  isAsking,
  problem,
  onAsk,
}: {
  readonly file: CheckedFile;
  readonly name: string;
  readonly isAsking: boolean;
  /** Why nobody could be asked. */
  readonly problem: unknown;
  readonly onAsk: () => void;
}) {
  const t = useTranslations("proof");
  const { proven, ids } = file;
  return (
    <Stack>
      {proven === null ? <Broken file={file} /> : <Holds proven={proven} />}
      <Card title={t("way")}>
        <ChainPicture file={file} />
        {proven === null ? null : <p>{t(proven.areSignersKnown ? "signersKnown" : "signersUnknown")}</p>}
        {problem === null ? null : <ErrorState title={t("askFailed")} error={problem} onRetry={onAsk} />}
        {proven === null || proven.isSeenOnChain ? null : (
          <Inline>
            <Button icon="search" onClick={onAsk} busy={isAsking}>
              {t("ask")}
            </Button>
          </Inline>
        )}
        <Details summary={t("support")}>
          <Facts
            facts={[
              { label: t("file"), value: name },
              { label: t("ids.record"), value: <span className={styles["id"]}>{ids.recordId}</span> },
              { label: t("ids.patient"), value: <span className={styles["id"]}>{ids.patient}</span> },
              { label: t("ids.seal"), value: <span className={styles["id"]}>{ids.root}</span> },
              { label: t("ids.why"), value: file.broken?.why ?? null },
            ]}
          />
        </Details>
      </Card>
    </Stack>
  );
}

function Holds({ proven }: { readonly proven: Proven }) {
  const t = useTranslations("proof");
  const { status, version, knownUpTo, knownAt, institution } = proven;
  return (
    <Notice isLive tone={status === "registered" ? "success" : "warning"} title={t(status, { version })}>
      <p>
        {t.rich(`${status}Text`, {
          institution,
          height: knownUpTo,
          time: () => <ExactTime at={knownAt} />,
        })}
      </p>
    </Notice>
  );
}

function Broken({ file }: { readonly file: CheckedFile }) {
  const t = useTranslations("proof");
  const stop = brokenStop(file);
  const { broken } = file;
  if (stop === null || broken === null) return null;
  return (
    <Notice isLive tone="danger" title={t("broken", { stop: t(`stops.${stop}.title`) })}>
      <p>{t(`links.${broken.link}`)}</p>
      <p>{t("brokenText")}</p>
    </Notice>
  );
}
