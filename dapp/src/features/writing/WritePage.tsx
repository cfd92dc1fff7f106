"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import type { Visit } from "../../engine/visits.ts";
import {
  Badge,
  Card,
  EmptyState,
  IconTile,
  LinkButton,
  List,
  ListRow,
  Loaded,
  PageHeader,
  Stack,
} from "../../ui/index.ts";
import { useVisits } from "../visits/index.ts";
import { WriteTask } from "./WriteTask.tsx";
import { WrittenList } from "./WrittenList.tsx";

/** Writing a record: for the appointment the address names, else one is chosen first. */
export function WritePage() {
  const t = useTranslations("writing");
  const wanted = asId(useFragment()?.[0]);
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: "/visits/", label: t("back") }} />
      <Loaded of={useVisits()} rows={3}>
        {({ visits }) => {
          const open = visits.filter(({ state }) => state === "now");
          const visit = open.find(({ appointmentId }) => appointmentId === wanted);
          return visit === undefined ? (
            <ChooseVisit visits={open} />
          ) : (
            <WriteTask key={visit.appointmentId} visit={visit} />
          );
        }}
      </Loaded>
      <WrittenList />
    </Stack>
  );
}

function ChooseVisit({ visits }: { readonly visits: readonly Visit[] }) {
  const t = useTranslations("writing");
  if (visits.length === 0) {
    return (
      <EmptyState
        art="calendar"
        title={t("chooseVisit.empty")}
        action={<LinkButton href="/visits/">{t("chooseVisit.toVisits")}</LinkButton>}
      >
        {t("chooseVisit.emptyText")}
      </EmptyState>
    );
  }
  return (
    <Card title={t("chooseVisit.title")} padded={false}>
      <List label={t("chooseVisit.title")}>
        {visits.map(({ appointmentId, complaint, visitCode }) => (
          <ListRow
            key={appointmentId}
            leading={<IconTile icon="stethoscope" />}
            title={complaint}
            trailing={<Badge icon="user">{t("mine.visit", { code: visitCode })}</Badge>}
            href={`/write/#${appointmentId}`}
          />
        ))}
      </List>
    </Card>
  );
}
