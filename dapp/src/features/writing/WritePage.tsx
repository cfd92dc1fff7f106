"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/useFragment.ts";
import type { Visit } from "../../engine/visits.ts";
import {
  Badge,
  Card,
  EmptyState,
  ErrorState,
  IconTile,
  LinkButton,
  List,
  ListRow,
  PageHeader,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { useVisits } from "../visits/index.ts";
import { WriteTask } from "./WriteTask.tsx";
import { WrittenList } from "./WrittenList.tsx";

/** Writing a record: for the appointment the address names, else one is chosen first. */
export function WritePage() {
  const t = useTranslations("writing");
  const fragment = useFragment();
  const { data, error, refetch, isFetching } = useVisits();
  const wanted = asId(fragment?.[0]);
  const open = data?.visits.filter(({ state }) => state === "now") ?? [];
  const visit = open.find(({ appointmentId }) => appointmentId === wanted);
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} back={{ href: "/visits/", label: t("back") }} />
      {error === null ? null : (
        <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      )}
      {data === undefined && error === null ? (
        <Card padded={false}>
          <SkeletonRows rows={3} />
        </Card>
      ) : null}
      {data === undefined ? null : visit === undefined ? (
        <ChooseVisit visits={open} />
      ) : (
        <WriteTask key={visit.appointmentId} visit={visit} />
      )}
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
