"use client";
import { useTranslations } from "use-intl";
import type { SharedGrant } from "../../engine/shared.ts";
import { Card, EmptyState, List, Loaded, Notice, PageHeader, Stack } from "../../ui/index.ts";
import { Copies, useCopies } from "../partly/index.ts";
import { Changes } from "./Changes.tsx";
import { GrantRow } from "./GrantRow.tsx";
import { useSharedGrants } from "./useShared.ts";

/** What patients have shared: readable first, then what no longer is. */
export function SharedPage() {
  const t = useTranslations("shared");
  return (
    <Stack gap="large">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Loaded of={useSharedGrants()}>
        {({ grants, unreadable }) => (
          <>
            {unreadable === 0 ? null : (
              <Notice tone="warning">{t("unreadable", { count: unreadable })}</Notice>
            )}
            <Changes grants={grants} />
            <Lists grants={grants} />
          </>
        )}
      </Loaded>
      <Copies />
    </Stack>
  );
}

function Lists({ grants }: { readonly grants: readonly SharedGrant[] }) {
  const t = useTranslations("shared");
  const { data: copies } = useCopies();
  if (grants.length === 0) {
    return copies !== undefined && copies.length > 0 ? null : (
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
