import { useTranslations } from "use-intl";
import { EmptyState, Loaded, Stack } from "../../ui/index.ts";
import { RequestCard } from "./RequestCard.tsx";
import { useEnrolledPeople, useVisitRequests } from "./useDesk.ts";

/** Requests that wait for a doctor, the oldest first. */
export function OpenRequests() {
  const t = useTranslations("desk.requests");
  const people = useEnrolledPeople();
  return (
    <Loaded of={useVisitRequests()} rows={3}>
      {(requests) =>
        requests.length === 0 ? (
          <EmptyState art="done" title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        ) : (
          <Loaded of={people} rows={3}>
            {(known) => (
              <Stack>
                {requests.map((request) => (
                  <RequestCard
                    key={request.appointmentId}
                    request={request}
                    doctors={known.filter(({ role }) => role === "doctor")}
                  />
                ))}
              </Stack>
            )}
          </Loaded>
        )
      }
    </Loaded>
  );
}
