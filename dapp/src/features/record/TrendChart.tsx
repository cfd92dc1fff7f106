import { useMemo } from "react";
import { trendOf } from "./fhir/trend.ts";
import type { Measurement } from "./fhir/view.ts";
import { useRecordWords } from "./useRecordWords.ts";
import styles from "./results.module.css";

/** The course of a value as a small line with the normal range behind it; the same in words for those who do not see it. */
export function TrendChart({ measurements }: { readonly measurements: readonly Measurement[] }) {
  const { t, date } = useRecordWords();
  const trend = useMemo(() => trendOf(measurements), [measurements]);
  if (trend === null) return null;
  const { points, band, low, high } = trend;
  const [oldest] = points;
  const newest = points.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  const label = t("trendOf", {
    title: newest.measurement.title,
    count: points.length,
    from: date(oldest.measurement.when ?? ""),
    to: date(newest.measurement.when ?? ""),
    low: String(low),
    high: String(high),
  });
  return (
    <svg
      className={styles["trend"]}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {band === null ? null : (
        <rect
          className={styles["trendBand"]}
          x={0}
          width={100}
          y={band.top}
          height={Math.max(0, band.bottom - band.top)}
        />
      )}
      <polyline
        className={styles["trendLine"]}
        points={points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ")}
      />
    </svg>
  );
}
