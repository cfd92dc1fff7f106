"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../data/index.ts";
import {
  Card,
  ErrorState,
  LinkButton,
  List,
  Muted,
  PageHeader,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { useAccess } from "../access/index.ts";
import { ActivityRow, useActivity } from "../activity/index.ts";
import { usePendingCorrections } from "../corrections/index.ts";
import { AttentionCard } from "./AttentionCard.tsx";
import { attentionOf, readersNow, recentOf } from "./attention.ts";
import { NextSteps } from "./NextSteps.tsx";
import { useRecords } from "../timeline/index.ts";
import styles from "./home.module.css";

const FIRST = 4;

/** What needs attention, who has read lately, and what one may want to do. */
export function HomePage() {
  const t = useTranslations("home");
  const { who } = useSession();
  const [now] = useState(() => Date.now() / 1000);
  const records = useRecords();
  const access = useAccess();
  const activity = useActivity();
  const corrections = usePendingCorrections();
  const failed = [records, access, activity, corrections].find(
    ({ error, data }) => error !== null && data === undefined,
  );
  const recent = activity.data === undefined ? undefined : recentOf(activity.data, now);
  const name = who?.name ?? null;
  return (
    <Stack>
      <PageHeader title={name === null ? t("title") : t("hello", { name })} lead={t("lead")} />
      {failed === undefined ? null : (
        <ErrorState
          error={failed.error}
          onRetry={() => void failed.refetch()}
          isRetrying={failed.isFetching}
        />
      )}
      {records.data === undefined || access.data === undefined ? (
        failed === undefined ? (
          <Card padded={false}>
            <SkeletonRows rows={2} />
          </Card>
        ) : null
      ) : (
        <AttentionCard
          attention={attentionOf(records.data, access.data, now)}
          corrections={corrections.data ?? []}
        />
      )}
      <NextSteps />
      <Card
        title={t("recent")}
        padded={false}
        aside={
          <LinkButton size="small" variant="quiet" href="/activity/">
            {t("showAll")}
          </LinkButton>
        }
      >
        {recent === undefined ? (
          <SkeletonRows rows={2} />
        ) : recent.length === 0 ? (
          <div className={styles["none"]}>
            <Muted>{t("recentNone")}</Muted>
          </div>
        ) : (
          <List label={t("recent")}>
            {recent.slice(0, FIRST).map((each) => (
              <ActivityRow key={each.accessId} access={each} />
            ))}
          </List>
        )}
      </Card>
      {access.data === undefined || records.data === undefined ? null : (
        <p className={styles["figure"]}>
          {t("records", { count: records.data.length })} · {t("running", { count: readersNow(access.data) })}
        </p>
      )}
    </Stack>
  );
}
