import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Reader } from "../../engine/grants/sharing.ts";
import {
  Badge,
  Card,
  EmptyState,
  ErrorState,
  Inline,
  RadioCards,
  SkeletonRows,
  Stack,
  TextField,
  VisuallyHidden,
} from "../../ui/index.ts";
import { useReaders } from "./useSharing.ts";

export function readerKey({ chainId, personId }: Pick<Reader, "chainId" | "personId">): string {
  return `${chainId}/${personId}`;
}

/** Step 1: somebody of the directory. */
export function WhoStep({
  reader,
  onReader,
  error,
}: {
  readonly reader: Reader | null;
  readonly onReader: (reader: Reader) => void;
  readonly error: string | null;
}) {
  const t = useTranslations("sharing.who");
  const [words, setWords] = useState("");
  const readers = useReaders(words);
  const found = readers.data;
  return (
    <Card>
      <Stack>
        <TextField
          type="search"
          icon="search"
          label={t("search")}
          hint={t("hint")}
          value={words}
          onValue={setWords}
          autoComplete="off"
          spellCheck={false}
        />
        <VisuallyHidden>
          <span role="status">{found === undefined ? "" : t("found", { count: found.length })}</span>
        </VisuallyHidden>
        {readers.error === null ? null : (
          <ErrorState error={readers.error} onRetry={() => void readers.refetch()} />
        )}
        {readers.isPending ? <SkeletonRows rows={2} /> : null}
        {found?.length === 0 ? (
          <EmptyState art="search" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        ) : null}
        {found === undefined || found.length === 0 ? null : (
          <RadioCards
            legend={t("legend")}
            error={error}
            value={reader === null ? null : readerKey(reader)}
            onValue={(key) => {
              const chosen = found.find((each) => readerKey(each) === key);
              if (chosen !== undefined) onReader(chosen);
            }}
            choices={found.map((each) => ({
              value: readerKey(each),
              title: each.name,
              description: (
                <Inline>
                  {each.specialty}
                  {each.isNameVerified ? (
                    <Badge tone="success" icon="shield">
                      {t("verified")}
                    </Badge>
                  ) : (
                    <Badge tone="warning" icon="info">
                      {t("claimed")}
                    </Badge>
                  )}
                </Inline>
              ),
            }))}
          />
        )}
      </Stack>
    </Card>
  );
}
