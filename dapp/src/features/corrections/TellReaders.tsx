import { useTranslations } from "use-intl";
import type { CorrectionSummary } from "../../engine/corrections/describe.ts";
import { Button, Card, ErrorState, Progress, Stack } from "../../ui/index.ts";
import { useActivity } from "../activity/index.ts";
import { useTellReaders } from "./useCorrections.ts";

/** Whoever has read the record before the correction can be told; it takes a signature for each, so the patient decides. */
export function TellReaders({ summary }: { readonly summary: CorrectionSummary }) {
  const t = useTranslations("corrections.tell");
  const { data: activity = [] } = useActivity();
  const { chainId, recordId, kind } = summary;
  const readings = activity.filter((access) => access.recordId === recordId);
  const count = new Set(readings.map(({ chainId: at, reader }) => `${at} ${reader}`)).size;
  const telling = useTellReaders(count);
  if (count === 0) return null;
  const tell = () =>
    telling.mutate({ chainId, recordId, words: t(kind === "erase" ? "wordsErased" : "words") });
  return (
    <Card title={t("title")}>
      <Stack>
        <p>{t("text", { count })}</p>
        {telling.isPending ? <Progress label={t("tell")} /> : null}
        {telling.error === null ? null : <ErrorState error={telling.error} onRetry={tell} />}
        {telling.data === undefined ? null : (
          <p role="status">
            {t("done", { count: telling.data.told })}{" "}
            {telling.data.failed === 0 ? null : t("failed", { count: telling.data.failed })}
          </p>
        )}
        {telling.isSuccess ? null : (
          <div>
            <Button icon="users" busy={telling.isPending} onClick={tell}>
              {t("tell")}
            </Button>
          </div>
        )}
      </Stack>
    </Card>
  );
}
