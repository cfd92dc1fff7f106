"use client";
import { useTranslations } from "use-intl";
import type { EnrolledPerson } from "../../engine/desk.ts";
import {
  Avatar,
  Badge,
  Card,
  EmptyState,
  List,
  ListRow,
  Loaded,
  PageHeader,
  RelativeTime,
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
      <Loaded of={useEnrolledPeople()} rows={3}>
        {(people) => (
          <Card title={t("people")} padded={false}>
            {people.length === 0 ? (
              <EmptyState art="people" headingLevel={3} title={t("empty.title")}>
                {t("empty.text")}
              </EmptyState>
            ) : null}
            <List label={t("people")}>
              {people.map((person) => (
                <Row key={person.personId} person={person} />
              ))}
            </List>
          </Card>
        )}
      </Loaded>
    </Stack>
  );
}

function Row({ person: { name, role, enrolledAt } }: { readonly person: EnrolledPerson }) {
  const t = useTranslations("desk.desk");
  return (
    <ListRow
      leading={<Avatar name={name} />}
      title={name}
      meta={t.rich("since", { time: () => <RelativeTime at={enrolledAt} /> })}
      trailing={<Badge>{role === "captureStation" || role === "other" ? t(role) : t(`roles.${role}`)}</Badge>}
    />
  );
}
