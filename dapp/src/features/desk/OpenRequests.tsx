import { useTranslations } from "use-intl";
import { Card, EmptyState, ErrorState, SkeletonRows, Stack } from "../../ui/index.ts";
import { RequestCard } from "./RequestCard.tsx";
import { useEnrolledPeople, useVisitRequests } from "./useDesk.ts";

/** Requests that wait for a doctor, the oldest first. */
export function OpenRequests() {
  const t = useTranslations("desk.requests");
  const requests = useVisitRequests();
  const people = useEnrolledPeople();
  const error = requests.error ?? people.error;
  if (error !== null) {
    const retry = () => {
      void requests.refetch();
      void people.refetch();
    };
    return <ErrorState error={error} onRetry={retry} />;
  }
  if (requests.data === undefined || people.data === undefined) {
    return (
      <Card padded={false}>
        <SkeletonRows rows={3} />
      </Card>
    );
  }
  if (requests.data.length === 0) {
    return (
      <EmptyState art="done" title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
    );
  }
  const doctors = people.data.filter(({ role }) => role === "doctor");
  return (
    <Stack>
      {requests.data.map((request) => (
        <RequestCard key={request.appointmentId} request={request} doctors={doctors} />
      ))}
    </Stack>
  );
}
