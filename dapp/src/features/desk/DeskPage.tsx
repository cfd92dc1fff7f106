"use client";
import { useTranslations } from "use-intl";
import {
  Avatar,
  Badge,
  Card,
  EmptyState,
  ErrorState,
  List,
  ListRow,
  PageHeader,
  RelativeTime,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { IdentifyForm } from "./IdentifyForm.tsx";
import { useEnrolledPeople } from "./useDesk.ts";

/** Enrolling somebody who stands before the manager (F1). */
export function DeskPage() {
  const t = useTranslations("desk.desk");
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Card>
        <IdentifyForm />
      </Card>
      <People />
    </Stack>
  );
}

function People() {
  const t = useTranslations("desk.desk");
  const { data, error, refetch } = useEnrolledPeople();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Card title={t("people")} padded={false}>
      {data === undefined ? <SkeletonRows rows={3} /> : null}
      {data?.length === 0 ? (
        <EmptyState art="people" headingLevel={3} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : null}
      <List label={t("people")}>
        {(data ?? []).map(({ personId, name, role, enrolledAt }) => (
          <ListRow
            key={personId}
            leading={<Avatar name={name} />}
            title={name}
            meta={t.rich("since", { time: () => <RelativeTime at={enrolledAt} /> })}
            trailing={
              <Badge>{role === "captureStation" || role === "other" ? t(role) : t(`roles.${role}`)}</Badge>
            }
          />
        ))}
      </List>
    </Card>
  );
}
