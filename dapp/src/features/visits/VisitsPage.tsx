"use client";
import { useTranslations } from "use-intl";
import type { Visit } from "../../engine/visits.ts";
import { Card, EmptyState, List, Loaded, Notice, PageHeader, Stack } from "../../ui/index.ts";
import { useVisits } from "./useVisits.ts";
import { VisitRow } from "./VisitRow.tsx";

/** The doctor's appointments: those going on first (F3). */
export function VisitsPage() {
  const t = useTranslations("visits");
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Loaded of={useVisits()}>
        {({ visits, unreadable }) => (
          <>
            {unreadable === 0 ? null : (
              <Notice tone="warning">{t("unreadable", { count: unreadable })}</Notice>
            )}
            <Groups visits={visits} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Groups({ visits }: { readonly visits: readonly Visit[] }) {
  const t = useTranslations("visits");
  if (visits.length === 0) {
    return (
      <EmptyState art="calendar" title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
    );
  }
  const groups = [
    ["now", visits.filter(({ state }) => state === "now")],
    ["upcoming", visits.filter(({ state }) => state === "upcoming")],
    ["past", visits.filter(({ state }) => state === "over" || state === "closed")],
  ] as const;
  return groups.map(([name, members]) =>
    members.length === 0 ? null : (
      <Card key={name} title={t(name)} padded={false}>
        <List label={t(name)}>
          {members.map((visit) => (
            <VisitRow key={visit.appointmentId} visit={visit} />
          ))}
        </List>
      </Card>
    ),
  );
}
