"use client";
import { useDeferredValue, useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  LinkButton,
  List,
  PageHeader,
  SkeletonRows,
  Stack,
} from "../../ui/index.ts";
import { filtered, monthsOf, NO_FILTER, type RecordFilter } from "./months.ts";
import { RecordFilters } from "./RecordFilters.tsx";
import { RecordRow } from "./RecordRow.tsx";
import { useOnScreen } from "./useOnScreen.ts";
import { useRecords } from "./useRecords.ts";
import styles from "./timeline.module.css";

/** A patient's own records by month (F5). */
export function RecordsPage() {
  const t = useTranslations("records");
  const { data, error, refetch, isFetching } = useRecords();
  const [filter, setFilter] = useState(NO_FILTER);
  return (
    <Stack>
      <PageHeader title={t("title")} lead={t("lead")} />
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
          <SkeletonRows rows={6} />
        </Card>
      ) : null}
      {data === undefined ? null : data.length === 0 ? (
        <EmptyState
          title={t("empty.title")}
          action={
            <LinkButton href="/appointments/new/" variant="primary" icon="calendar">
              {t("empty.action")}
            </LinkButton>
          }
        >
          {t("empty.text")}
        </EmptyState>
      ) : (
        <Timeline records={data} filter={filter} onFilter={setFilter} />
      )}
    </Stack>
  );
}

function Timeline({
  records,
  filter,
  onFilter,
}: {
  readonly records: readonly OwnRecordEntry[];
  readonly filter: RecordFilter;
  readonly onFilter: (filter: RecordFilter) => void;
}) {
  const t = useTranslations("records");
  const shown = filtered(records, useDeferredValue(filter));
  return (
    <>
      <RecordFilters records={records} filter={filter} onFilter={onFilter} found={shown.length} />
      {shown.length === 0 ? (
        <EmptyState
          art="search"
          title={t("none.title")}
          action={<Button onClick={() => onFilter(NO_FILTER)}>{t("none.action")}</Button>}
        >
          {t("none.text")}
        </EmptyState>
      ) : (
        <Months key={`${filter.category ?? ""} ${filter.status ?? ""}`} records={shown} />
      )}
    </>
  );
}

const FIRST = 60;
const STEP = 240;

/** Grows as one scrolls, so that thousands of records do not hold up the first look. */
function Months({ records }: { readonly records: readonly OwnRecordEntry[] }) {
  const format = useFormatter();
  const [count, setCount] = useState(FIRST);
  return (
    <>
      {monthsOf(records.slice(0, count)).map(({ start, records: members }) => {
        const name = format.dateTime(start, { month: "long", year: "numeric" });
        return (
          <section className={styles["month"]} key={start.getTime()} aria-label={name}>
            <h2 className={styles["monthName"]}>{name}</h2>
            <Card padded={false}>
              <List>
                {members.map((record) => (
                  <RecordRow key={`${record.chainId}/${record.recordId}`} record={record} />
                ))}
              </List>
            </Card>
          </section>
        );
      })}
      {count < records.length ? <Sentinel key={count} onSeen={() => setCount(count + STEP)} /> : null}
    </>
  );
}

function Sentinel({ onSeen }: { readonly onSeen: () => void }) {
  const [ref, isSeen] = useOnScreen<HTMLDivElement>();
  useEffect(() => {
    if (isSeen) onSeen();
  }, [isSeen, onSeen]);
  return (
    <div ref={ref}>
      <SkeletonRows rows={2} />
    </div>
  );
}
