import { useTranslations } from "use-intl";
import type { PermitRequest, RequestState } from "../../engine/custody/requests.ts";
import { Badge, Button, IconTile, ListRow, RelativeTime, Stack, type Tone } from "../../ui/index.ts";
import { useRecordWords } from "./requestWords.ts";
import { useOfficerName, useOfficerNames } from "./useOfficerName.ts";

const TONES: Readonly<Record<RequestState, Tone | "neutral">> = {
  undecided: "warning",
  waiting: "info",
  permitted: "success",
  done: "success",
  declined: "neutral",
  cancelled: "neutral",
};

/** A correction that officers are or were asked to permit: which record, why, by whom, and how it stands. */
export function RequestRow({
  request,
  institution,
  onPermit,
  onDecline,
}: {
  readonly request: PermitRequest;
  readonly institution: string;
  readonly onPermit: () => void;
  readonly onDecline: () => void;
}) {
  const t = useTranslations("custody.requests");
  const kinds = useTranslations("corrections.kinds");
  const recordWords = useRecordWords();
  const nameOf = useOfficerName();
  const namesOf = useOfficerNames();
  const { kind, doctorName, patientName, createdAt, state, own, approved, threshold, liars, waitingFor } =
    request;
  const reason = t(`reasons.${request.reason}`);
  const isOpen = state === "undecided" || state === "waiting";
  return (
    <ListRow
      leading={<IconTile icon={kind === "erase" ? "close" : "write"} hue={isOpen ? "amber" : "slate"} />}
      title={t("row", { kind: kinds(kind), record: recordWords(request) })}
      meta={
        <Stack gap="small">
          <span>
            {doctorName === null
              ? t("byUnknown", { institution, reason })
              : t("by", { doctor: doctorName, reason })}
            {" · "}
            <RelativeTime at={createdAt} />
          </span>
          {patientName === null ? null : <span>{t("patient", { name: patientName })}</span>}
          {isOpen ? (
            <span>
              {t("agreed", { approved: approved.length, threshold })} · {t("next")}
            </span>
          ) : null}
          {waitingFor.length === 0 ? null : <span>{t("waitingFor", { names: namesOf(waitingFor) })}</span>}
          {liars.map((liar) => (
            <span key={liar.personId}>{t("liar", { name: nameOf(liar) })}</span>
          ))}
          {own === null ? null : <span>{t(own === "approved" ? "youApproved" : "youDeclined")}</span>}
        </Stack>
      }
      trailing={
        state === "undecided" && request.isMine ? (
          <>
            <Button size="small" onClick={onDecline}>
              {t("decline")}
            </Button>
            <Button size="small" variant="primary" onClick={onPermit}>
              {t("permit")}
            </Button>
          </>
        ) : (
          <Badge tone={TONES[state]}>{t(`states.${state === "undecided" ? "waiting" : state}`)}</Badge>
        )
      }
    />
  );
}
