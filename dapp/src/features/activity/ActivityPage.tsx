"use client";
import { useTranslations } from "use-intl";
import { asId, useFragment } from "../../data/index.ts";
import {
  Card,
  EmptyState,
  ErrorState,
  LinkButton,
  List,
  Notice,
  PageHeader,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { ActivityRow } from "./ActivityRow.tsx";
import { useActivity } from "./useActivity.ts";

/** Who used what, when and why (F6); after # of one record only. */
export function ActivityPage() {
  const t = useTranslations("activity");
  const { data, error, refetch, isFetching } = useActivity();
  const [, record] = useFragment() ?? [];
  const recordId = asId(record);
  const shown = data?.filter((access) => recordId === null || access.recordId === recordId);
  return (
    <Stack>
      <PageHeader title={t("title")} lead={t("lead")} />
      {recordId === null ? null : (
        <Notice
          actions={
            <LinkButton size="small" href="/activity/">
              {t("showAll")}
            </LinkButton>
          }
        >
          {t("onlyRecord")}
        </Notice>
      )}
      {error === null ? null : (
        <ErrorState
          title={t("loadFailed")}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      )}
      <Card padded={false}>
        {shown === undefined ? (
          error === null ? (
            <SkeletonRows />
          ) : null
        ) : shown.length === 0 ? (
          <EmptyState art="quiet" title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        ) : (
          <List label={t("title")}>
            {shown.map((access) => (
              <ActivityRow key={access.accessId} access={access} />
            ))}
          </List>
        )}
      </Card>
    </Stack>
  );
}
