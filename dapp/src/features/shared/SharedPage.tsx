"use client";
import { useTranslations } from "use-intl";
import type { SharedGrant } from "../../engine/shared.ts";
import {
  Card,
  EmptyState,
  ErrorState,
  List,
  Notice,
  PageHeader,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { GrantRow } from "./GrantRow.tsx";
import { useSharedGrants } from "./useShared.ts";

/** What patients have shared: readable first, then what no longer is. */
export function SharedPage() {
  const t = useTranslations("shared");
  const { data, error, refetch, isFetching } = useSharedGrants();
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} />
      {error === null ? null : (
        <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      )}
      {data === undefined && error === null ? (
        <Card padded={false}>
          <SkeletonRows />
        </Card>
      ) : null}
      {data === undefined || data.unreadable === 0 ? null : (
        <Notice tone="warning">{t("unreadable", { count: data.unreadable })}</Notice>
      )}
      {data === undefined ? null : <Lists grants={data.grants} />}
    </Stack>
  );
}

function Lists({ grants }: { readonly grants: readonly SharedGrant[] }) {
  const t = useTranslations("shared");
  if (grants.length === 0) {
    return (
      <EmptyState art="people" title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
    );
  }
  const isAlive = ({ state }: SharedGrant): boolean => state === "holds" || state === "not yet";
  const groups = [
    { title: t("title"), members: grants.filter(isAlive) },
    { title: t("past"), members: grants.filter((grant) => !isAlive(grant)) },
  ];
  return groups.map(({ title, members }) =>
    members.length === 0 ? null : (
      <Card key={title} title={title} padded={false}>
        <List label={title}>
          {members.map((grant) => (
            <GrantRow key={grant.grantId} grant={grant} />
          ))}
        </List>
      </Card>
    ),
  );
}
