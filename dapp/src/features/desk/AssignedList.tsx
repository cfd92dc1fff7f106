import { useTranslations } from "use-intl";
import type { AssignedVisit } from "../../engine/desk.ts";
import { Avatar, Badge, Card, EmptyState, List, ListRow, Loaded, RelativeTime } from "../../ui/index.ts";
import { useAssignedVisits } from "./useDesk.ts";

/** Appointments that have a doctor, newest first. */
export function AssignedList() {
  const t = useTranslations("desk.requests");
  return (
    <Loaded of={useAssignedVisits()} rows={3}>
      {(visits) =>
        visits.length === 0 ? (
          <EmptyState art="calendar" title={t("emptyAssigned.title")}>
            {t("emptyAssigned.text")}
          </EmptyState>
        ) : (
          <Card padded={false}>
            <List label={t("assigned")}>
              {visits.map((visit) => (
                <Row key={visit.appointmentId} visit={visit} />
              ))}
            </List>
          </Card>
        )
      }
    </Loaded>
  );
}

function Row({ visit }: { readonly visit: AssignedVisit }) {
  const t = useTranslations("desk.requests");
  const { patientName, doctorName, visitCode, state, updatedAt } = visit;
  const patient = patientName ?? t("unknown");
  return (
    <ListRow
      leading={<Avatar name={patient} />}
      title={t("row", { patient, doctor: doctorName ?? t("unknownDoctor") })}
      meta={
        <>
          {t("visit", { code: visitCode })} · <RelativeTime at={updatedAt} />
        </>
      }
      trailing={<Badge tone={state === "assigned" ? "success" : "neutral"}>{t(`states.${state}`)}</Badge>}
    />
  );
}
