import { useTranslations } from "use-intl";
import type { OwnRecordEntry, RecordStatus } from "../../engine/records/entries.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";
import { Select } from "../../ui/index.ts";
import { categoriesIn, type RecordFilter } from "./months.ts";
import styles from "./timeline.module.css";

const STATUSES: readonly RecordStatus[] = ["proposed", "claimed", "confirmed", "disputed", "erased"];
const ALL = "";

export function RecordFilters({
  records,
  filter,
  onFilter,
  found,
}: {
  readonly records: readonly OwnRecordEntry[];
  readonly filter: RecordFilter;
  readonly onFilter: (filter: RecordFilter) => void;
  readonly found: number;
}) {
  const t = useTranslations("records");
  const nameOf = useCategoryName();
  const present = new Set(records.map(({ status }) => status));
  return (
    <search className={styles["filters"]} aria-label={t("filters.label")}>
      <Select
        label={t("filters.category")}
        value={filter.category ?? ALL}
        onValue={(category) => onFilter({ ...filter, category: category === ALL ? null : category })}
        options={[
          { value: ALL, label: t("filters.allCategories") },
          ...categoriesIn(records).map(({ category, count }) => ({
            value: category,
            label: `${nameOf(category)} (${count})`,
          })),
        ]}
      />
      <Select
        label={t("filters.state")}
        value={filter.status ?? ALL}
        onValue={(status) =>
          onFilter({ ...filter, status: STATUSES.find((each) => each === status) ?? null })
        }
        options={[
          { value: ALL, label: t("filters.allStates") },
          ...STATUSES.filter((status) => present.has(status)).map((status) => ({
            value: status,
            label: t(`states.${status}`),
          })),
        ]}
      />
      <p className={styles["found"]} role="status">
        {t("filters.found", { count: found })}
      </p>
    </search>
  );
}
