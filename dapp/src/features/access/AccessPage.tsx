"use client";
import { useTranslations } from "use-intl";
import type { GivenAccess } from "../../engine/grants/given.ts";
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
import { GivenCopies } from "../partly/index.ts";
import { AccessRow } from "./AccessRow.tsx";
import { isRunning } from "./states.ts";
import { useAccess } from "./useAccess.ts";

/** Who can read one's records, at one glance (M11, P21). */
export function AccessPage() {
  const t = useTranslations("access");
  const { data, error, refetch, isFetching } = useAccess();
  return (
    <Stack>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href="/access/share/" variant="primary" icon="plus">
            {t("share")}
          </LinkButton>
        }
      />
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
      {data === undefined ? null : <Lists all={data} />}
      <GivenCopies />
    </Stack>
  );
}

function Lists({ all }: { readonly all: readonly GivenAccess[] }) {
  const t = useTranslations("access");
  const running = all.filter(isRunning);
  const past = all.filter((access) => !isRunning(access));
  return (
    <>
      <Card title={running.length === 0 ? undefined : t("running")} padded={false}>
        {running.length === 0 ? (
          <EmptyState art="people" title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        ) : (
          <List label={t("running")}>
            {running.map((access) => (
              <AccessRow key={access.grantId} access={access} />
            ))}
          </List>
        )}
      </Card>
      {past.length === 0 ? null : (
        <Card title={t("past")} padded={false}>
          <List label={t("past")}>
            {past.map((access) => (
              <AccessRow key={access.grantId} access={access} />
            ))}
          </List>
        </Card>
      )}
    </>
  );
}
