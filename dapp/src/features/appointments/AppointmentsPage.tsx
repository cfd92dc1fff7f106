"use client";
import { useTranslations } from "use-intl";
import type { OwnAppointment } from "../../engine/appointments.ts";
import {
  Card,
  EmptyState,
  ErrorState,
  LinkButton,
  List,
  PageHeader,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { AppointmentRow, isUpcoming } from "./AppointmentRow.tsx";
import { useAppointments } from "./useAppointments.ts";

/** A patient's appointments (F3). */
export function AppointmentsPage() {
  const t = useTranslations("appointments");
  const { data, error, refetch, isFetching } = useAppointments();
  const ask = (
    <LinkButton href="/appointments/new/" variant="primary" icon="plus">
      {t("request")}
    </LinkButton>
  );
  return (
    <Stack>
      <PageHeader title={t("title")} lead={t("lead")} actions={data?.length === 0 ? undefined : ask} />
      {error === null ? null : (
        <ErrorState
          title={t("loadFailed")}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      )}
      {data === undefined && error === null ? (
        <Card padded={false}>
          <SkeletonRows />
        </Card>
      ) : null}
      {data?.length === 0 ? (
        <Card>
          <EmptyState art="calendar" title={t("empty.title")} action={ask}>
            {t("empty.text")}
          </EmptyState>
        </Card>
      ) : null}
      <Part title={t("upcoming")} appointments={data?.filter(isUpcoming)} />
      <Part title={t("past")} appointments={data?.filter((each) => !isUpcoming(each))} />
    </Stack>
  );
}

function Part({
  title,
  appointments,
}: {
  readonly title: string;
  readonly appointments: readonly OwnAppointment[] | undefined;
}) {
  if (appointments === undefined || appointments.length === 0) return null;
  return (
    <Card title={title} padded={false}>
      <List label={title}>
        {appointments.map((appointment) => (
          <AppointmentRow key={appointment.appointmentId} appointment={appointment} />
        ))}
      </List>
    </Card>
  );
}
