import { useTranslations } from "use-intl";
import type { SharedContent } from "../../engine/shared.ts";
import { Button, Card, Details, Notice, Stack } from "../../ui/index.ts";
import { RecordContent } from "../record/index.ts";

/** What was read, after everything was verified, and who did not help on the way. */
export function ReadResult({
  shared,
  onAnother,
}: {
  readonly shared: SharedContent;
  readonly onAnother: () => void;
}) {
  const t = useTranslations("shared.view");
  const changes = useTranslations("shared.changes");
  const { content, mediaType, institution, failures, isReasonTold, receiptProblem } = shared;
  const { correction, version } = shared;
  return (
    <Stack>
      <Notice
        isLive
        tone="success"
        title={t("verified")}
        actions={
          <Button size="small" icon="undo" onClick={onAnother}>
            {t("another")}
          </Button>
        }
      >
        <p>{t("verifiedText", { institution })}</p>
        {correction === null ? null : (
          <p>
            {changes(correction.kind === "redact" ? "redactedVersion" : "correctedVersion", {
              version: version + 1,
              reason: changes(`reasons.${correction.reason}`),
            })}
          </p>
        )}
        {isReasonTold ? null : <p>{t("reasonUntold")}</p>}
        {receiptProblem === null ? null : <p>{t("receipt", { reason: receiptProblem })}</p>}
        {failures.length === 0 ? null : (
          <Details summary={t("failures")}>
            <ul>
              {failures.map(({ organization, message }) => (
                <li key={organization}>
                  {organization}: {message}
                </li>
              ))}
            </ul>
          </Details>
        )}
      </Notice>
      <Card>
        <RecordContent bytes={content} mediaType={mediaType} patient={shared.patient} />
      </Card>
    </Stack>
  );
}
