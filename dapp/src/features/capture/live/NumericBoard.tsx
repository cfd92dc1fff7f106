import { memo, useMemo } from "react";
import { useFormatter, useMessages, useTranslations } from "use-intl";
import { freshnessOf, type NumericLine, useCapture, useLive } from "../../../capture/index.ts";
import { Details, Muted } from "../../../ui/index.ts";
import { type Age, type Shown, shownOf } from "./shownOf.ts";
import { unitText } from "./units.ts";
import { useDeviceNames } from "./useDeviceNames.ts";
import { useNow } from "./useNow.ts";
import { hueOf, type Tile, tilesOf } from "./vitals.ts";
import styles from "./live.module.css";

/** Large values, to be read across the room, and behind them all the others. */
export function NumericBoard({
  trendOf,
  onTrend,
}: {
  readonly trendOf: string | null;
  readonly onTrend: (key: string) => void;
}) {
  const t = useTranslations("capture.values");
  const numerics = useLive((snapshot) => snapshot.numerics);
  const now = useNow();
  const { state } = useCapture();
  const drivers = new Map(state?.instruments.map(({ key, driver }) => [key, driver]));
  const { tiles, rest } = useMemo(() => tilesOf(numerics), [numerics]);
  const small = [...tiles.flatMap(({ others }) => others), ...rest];
  const ageOf = ({ latest }: NumericLine): Age => {
    const freshness = freshnessOf(latest.at, now, drivers.get(latest.device) ?? "");
    return { freshness, seconds: freshness === "fresh" ? 0 : Math.floor((now - latest.at) / 1000) };
  };
  return (
    <section className={styles["values"]} aria-labelledby="live-values">
      <h2 className={styles["sectionTitle"]} id="live-values">
        {t("title")}
      </h2>
      {tiles.length === 0 && rest.length === 0 ? <Muted>{t("none")}</Muted> : null}
      <ul className={styles["tiles"]}>
        {tiles.map((tile) => (
          <NumericTile
            key={tile.vital}
            tile={tile}
            shown={shownOf(tile, ageOf)}
            isTrend={trendOf === tile.main.key}
            onTrend={onTrend}
          />
        ))}
      </ul>
      {small.length === 0 ? null : (
        <Details summary={t("all", { count: small.length })}>
          <AllValues lines={small} ageOf={ageOf} />
        </Details>
      )}
      <Unknowns />
    </section>
  );
}

const NumericTile = memo(ShownTile, (before, after) => {
  const [lines, next] = [linesOf(before.shown), linesOf(after.shown)];
  return (
    before.isTrend === after.isTrend &&
    before.shown.age.freshness === after.shown.age.freshness &&
    before.shown.age.seconds === after.shown.age.seconds &&
    before.onTrend === after.onTrend &&
    before.tile.main === after.tile.main &&
    lines.length === next.length &&
    lines.every((line, index) => line === next[index])
  );
});

function linesOf({ main, diastolic, mean, others }: Shown): readonly (NumericLine | null)[] {
  return [main, diastolic, mean, ...others];
}

function ShownTile({
  tile,
  shown,
  isTrend,
  onTrend,
}: {
  readonly tile: Tile;
  readonly shown: Shown;
  readonly isTrend: boolean;
  readonly onTrend: (key: string) => void;
}) {
  const t = useTranslations("capture");
  const nameOf = useDeviceNames();
  const words = useValueWords();
  const { vital, main, systolic } = tile;
  const { diastolic, mean, age, others, quality, othersQuality } = shown;
  const { latest } = main;
  const value =
    shown.main === null || latest.value === null
      ? "–––"
      : systolic === null
        ? words.number(latest)
        : `${words.number(systolic.latest)}/${diastolic === null || diastolic.latest.value === null ? "–" : words.number(diastolic.latest)}`;
  const unit = unitText(latest.unit);
  const name = t(`vitals.${vital}`);
  return (
    <li
      className={styles["tile"]}
      data-hue={hueOf(vital)}
      data-freshness={age.freshness}
      data-wide={systolic === null ? undefined : "true"}
    >
      <div className={styles["tileHead"]}>
        <span className={styles["tileName"]}>{name}</span>
        <button
          type="button"
          className={styles["tileTrend"]}
          aria-pressed={isTrend}
          aria-label={t("values.showTrend", { name })}
          title={t("values.showTrend", { name })}
          onClick={() => onTrend(main.key)}
        >
          <TrendMark />
        </button>
      </div>
      <p className={styles["tileValue"]}>
        <span className={styles["number"]}>{value}</span>
        {unit === "" ? null : <span className={styles["unit"]}>{unit}</span>}
        {mean === null || mean.latest.value === null ? null : (
          <span className={styles["mean"]}>({words.number(mean.latest)})</span>
        )}
      </p>
      <p className={styles["tileFoot"]}>
        <span title={nameOf(latest.device)}>{nameOf(latest.device)}</span>
        <Flags line={main} age={age} quality={quality} />
      </p>
      <Others lines={others} quality={othersQuality} />
    </li>
  );
}

/** What other instruments say of the same: how many, and between what and what; each by itself is in the table. */
function Others({
  lines,
  quality,
}: {
  readonly lines: readonly NumericLine[];
  readonly quality: Shown["othersQuality"];
}) {
  const t = useTranslations("capture.values");
  const words = useValueWords();
  if (lines.length === 0) return null;
  const sorted = lines.toSorted((one, other) => (one.latest.value ?? 0) - (other.latest.value ?? 0));
  const [low, high] = [sorted[0], sorted.at(-1)].map((line) =>
    line === undefined ? "" : words.number(line.latest, 1),
  );
  return (
    <p className={styles["others"]}>
      {t("others", { count: lines.length, range: low === high ? (low ?? "") : `${low}–${high}` })}{" "}
      <QualityFlag quality={quality} />
    </p>
  );
}

function TrendMark() {
  return (
    <svg
      aria-hidden="true"
      width="18"
      height="18"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d="M3 17l5-6 4 3 4-7 5 4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** Everything about a value that is not the value: in words, never by colour alone. */
function Flags({
  line: { latest },
  age,
  quality = latest.quality,
}: {
  readonly line: NumericLine;
  readonly age: Age;
  readonly quality?: Shown["quality"];
}) {
  const t = useTranslations("capture");
  const { value, absent } = latest;
  return (
    <>
      {value === null ? <span className={styles["flag"]}>{t(`absent.${absent ?? "unknown"}`)}</span> : null}
      {age.freshness === "gone" ? (
        <span className={styles["flag"]}>{t("values.gone", { seconds: age.seconds })}</span>
      ) : null}
      {age.freshness === "stale" ? (
        <span className={styles["flag"]}>{t("values.age", { seconds: age.seconds })}</span>
      ) : null}
      <QualityFlag quality={quality} />
    </>
  );
}

function QualityFlag({ quality }: { readonly quality: Shown["quality"] }) {
  const t = useTranslations("capture.values");
  const { values: known } = useMessages().capture;
  if (quality === null || !(quality in known)) return null;
  return (
    <span className={styles["flag"]} data-quality={quality}>
      {quality === "questionable" ? "? " : ""}
      {t(quality)}
    </span>
  );
}

function useValueWords(): { number(latest: NumericLine["latest"], digits?: number): string } {
  const format = useFormatter();
  return {
    number({ value, unit }, digits = 2) {
      if (value === null) return "–––";
      const minimumFractionDigits = unit === "Cel" ? 1 : 0;
      return format.number(value, {
        minimumFractionDigits,
        maximumFractionDigits: digits,
        useGrouping: false,
      });
    },
  };
}

function AllValues({
  lines,
  ageOf,
}: {
  readonly lines: readonly NumericLine[];
  readonly ageOf: (line: NumericLine) => Age;
}) {
  const t = useTranslations("capture.values");
  const nameOf = useDeviceNames();
  const words = useValueWords();
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("value")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const { code, unit, device } = line.latest;
          const age = ageOf(line);
          return (
            <tr key={line.key} data-freshness={age.freshness}>
              <th scope="row">
                {code.label}
                <span className={styles["faint"]}>
                  {nameOf(device)} · {code.id}
                </span>
              </th>
              <td>
                <span className={styles["tabular"]}>
                  {age.freshness === "gone" ? "–––" : words.number(line.latest)} {unitText(unit)}
                </span>{" "}
                <Flags line={line} age={age} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Right messages whose meaning nobody here knows: kept in the record, and said. */
function Unknowns() {
  const t = useTranslations("capture.values");
  const unknowns = useLive((snapshot) => snapshot.unknowns);
  const nameOf = useDeviceNames();
  if (unknowns.length === 0) return null;
  return (
    <Details summary={t("unknown")}>
      <ul className={styles["plainList"]}>
        {unknowns.map(({ device, id, count }) => (
          <li key={`${device} ${id}`}>
            {nameOf(device)}: {t("frames", { count, id })}
          </li>
        ))}
      </ul>
    </Details>
  );
}
