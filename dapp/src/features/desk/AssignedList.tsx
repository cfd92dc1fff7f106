import { useTranslations } from "use-intl";
import {
  Avatar,
  Badge,
  Card,
  EmptyState,
  ErrorState,
  List,
  ListRow,
  RelativeTime,
  SkeletonRows,
} from "../../ui/index.ts";
import { useAssignedVisits } from "./useDesk.ts";

/** Appointments that have a doctor, newest first. */
export function AssignedList() {
  const t = useTranslations("desk.requests");
  const { data, error, refetch } = useAssignedVisits();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data?.length === 0) {
    return (
      <EmptyState art="calendar" title={t("emptyAssigned.title")}>
        {t("emptyAssigned.text")}
      </EmptyState>
    );
  }
  return (
    <Card padded={false}>
      {data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <List label={t("assigned")}>
          {data.map(({ appointmentId, patientName, doctorName, visitCode, state, updatedAt }) => {
            const patient = patientName ?? t("unknown");
            return (
              <ListRow
                key={appointmentId}
                leading={<Avatar name={patient} />}
                title={t("row", { patient, doctor: doctorName ?? t("unknownDoctor") })}
                meta={
                  <>
                    {t("visit", { code: visitCode })} · <RelativeTime at={updatedAt} />
                  </>
                }
                trailing={
                  <Badge tone={state === "assigned" ? "success" : "neutral"}>{t(`states.${state}`)}</Badge>
                }
              />
            );
          })}
        </List>
      )}
    </Card>
  );
}
