import { Fragment, type ReactNode, useState } from "react";
import { Badge, Button } from "../../ui/index.ts";
import type { Flag, Measurement, Series } from "./fhir/view.ts";
import { TrendChart } from "./TrendChart.tsx";
import { useRecordWords } from "./useRecordWords.ts";
import record from "./record.module.css";
import styles from "./results.module.css";

const FIRST = 12;

/** Results by kind: the newest value, its range, when, and its course. */
export function SeriesTable({
  series,
  label,
}: {
  readonly series: readonly Series[];
  readonly label: string;
}) {
  const { t } = useRecordWords();
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? series : series.slice(0, FIRST);
  return (
    <>
      <Table label={label} withTrend>
        {shown.map(({ key, points }) => {
          const [newest] = points;
          if (newest === undefined) return null;
          return (
            <Rows
              key={key}
              measurement={newest}
              trend={(of) => <TrendChart measurements={courseOf(of, newest, points)} />}
            />
          );
        })}
      </Table>
      {isAll || series.length <= FIRST ? null : (
        <div className={record["more"]}>
          <Button variant="quiet" size="small" onClick={() => setIsAll(true)}>
            {t("more", { count: series.length - FIRST })}
          </Button>
        </div>
      )}
    </>
  );
}

/** Results of one report or one observation. */
export function MeasurementTable({
  measurements,
  label,
}: {
  readonly measurements: readonly Measurement[];
  readonly label: string;
}) {
  return (
    <Table label={label} withTrend={false}>
      {measurements.map((measurement, index) => (
        <Rows key={`${measurement.key} ${index}`} measurement={measurement} />
      ))}
    </Table>
  );
}

/** The same part of a panel at each of its times, or the values themselves. */
function courseOf(
  of: Measurement,
  newest: Measurement,
  points: readonly Measurement[],
): readonly Measurement[] {
  if (of === newest) return points;
  return points.flatMap(({ parts }) => parts.filter(({ key }) => key === of.key));
}

function Table({
  label,
  withTrend,
  children,
}: {
  readonly label: string;
  readonly withTrend: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useRecordWords();
  return (
    <div className={styles["tableWrap"]}>
      <table className={styles["table"]} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t("columns.result")}</th>
            <th scope="col">{t("columns.value")}</th>
            <th scope="col">{t("columns.range")}</th>
            <th scope="col">{t("columns.date")}</th>
            {withTrend ? <th scope="col">{t("columns.trend")}</th> : null}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Rows({
  measurement,
  trend,
  isPart = false,
}: {
  readonly measurement: Measurement;
  readonly trend?: (of: Measurement) => ReactNode;
  readonly isPart?: boolean;
}) {
  const { t, range, date } = useRecordWords();
  const { title, value, flag, parts, when, note } = measurement;
  const hasValue = value !== null || parts.length === 0;
  return (
    <Fragment>
      <tr data-part={isPart}>
        <th scope="row">
          {title}
          {note === null ? null : <div className={styles["soft"]}>{note}</div>}
        </th>
        <td>
          {hasValue ? (
            <span className={styles["flagged"]}>
              <span className={styles["value"]} data-words={measurement.number === null}>
                {value ?? t("noValue")}
              </span>
              <FlagBadge flag={flag} />
            </span>
          ) : null}
        </td>
        <td className={styles["soft"]}>{measurement.range === null ? null : range(measurement.range)}</td>
        <td className={`${styles["soft"] ?? ""} ${styles["nowrap"] ?? ""}`}>
          {isPart || when === null ? null : date(when)}
        </td>
        {trend === undefined ? null : <td>{hasValue ? trend(measurement) : null}</td>}
      </tr>
      {parts.map((part, index) => (
        <Rows
          key={`${part.key} ${index}`}
          measurement={part}
          isPart
          {...(trend === undefined ? {} : { trend })}
        />
      ))}
    </Fragment>
  );
}

function FlagBadge({ flag }: { readonly flag: Flag | null }) {
  const { t } = useRecordWords();
  if (flag === null || flag === "normal") return null;
  const isSevere = flag === "veryLow" || flag === "veryHigh";
  return <Badge tone={isSevere ? "danger" : "warning"}>{t(`flags.${flag}`)}</Badge>;
}
