import { useTranslations } from "use-intl";
import { type NumericLine, TREND_MS, type TrendPoint, useLive } from "../../../capture/index.ts";
import { Muted, Select } from "../../../ui/index.ts";
import { rangeAround } from "../charts/index.ts";
import { unitText } from "./units.ts";
import { useDeviceNames } from "./useDeviceNames.ts";
import { useNow } from "./useNow.ts";
import { hueOf, tilesOf, vitalOf } from "./vitals.ts";
import styles from "./live.module.css";

const WIDTH = 1_000;
const HEIGHT = 120;
/** A new stretch every ten seconds; a gap of more than three of them is one. */
const GAP_MS = 35_000;

/** What one value did over the last hour. */
export function TrendStrip({
  chosen,
  onChoose,
}: {
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}) {
  const t = useTranslations("capture");
  const numerics = useLive((snapshot) => snapshot.numerics);
  const nameOf = useDeviceNames();
  const { tiles, rest } = tilesOf(numerics);
  const lines = [...tiles.flatMap(({ main, others }) => [main, ...others]), ...rest];
  const line = lines.find(({ key }) => key === chosen) ?? lines[0];
  if (line === undefined) return null;
  const nameFor = ({ latest: { code, device } }: NumericLine): string => {
    const vital = vitalOf(code)?.vital;
    return `${vital === undefined ? code.label : t(`vitals.${vital}`)}, ${nameOf(device)}`;
  };
  return (
    <section className={styles["trend"]} aria-labelledby="live-trend">
      <h2 className={styles["sectionTitle"]} id="live-trend">
        {t("trend.title")}
      </h2>
      <Select
        label={t("trend.choose")}
        value={line.key}
        onValue={onChoose}
        options={lines.map((each) => ({ value: each.key, label: nameFor(each) }))}
      />
      <Course line={line} name={nameFor(line)} />
    </section>
  );
}

function Course({ line, name }: { readonly line: NumericLine; readonly name: string }) {
  const t = useTranslations("capture.trend");
  const now = useNow();
  const points = line.trend.points(now);
  if (points.length === 0) return <Muted>{t("none")}</Muted>;
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  const range = rangeAround(low, high);
  const unit = unitText(line.latest.unit);
  const words = t("range", { low: String(round(low)), high: String(round(high)), unit });
  const x = (at: number): number => WIDTH - ((now - at) / TREND_MS) * WIDTH;
  const y = (value: number): number => HEIGHT - ((value - range.low) / (range.high - range.low)) * HEIGHT;
  const vital = vitalOf(line.latest.code)?.vital;
  return (
    <div className={styles["course"]} data-hue={vital === undefined ? "body" : hueOf(vital)}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}. ${words}`}
      >
        {runsOf(points).map((run) => (
          <g key={run[0]?.at}>
            <path
              className={styles["band"]}
              d={`M${run.map((point) => `${x(point.at).toFixed(1)},${y(point.high).toFixed(1)}`).join("L")}L${run
                .toReversed()
                .map((point) => `${x(point.at).toFixed(1)},${y(point.low).toFixed(1)}`)
                .join("L")}Z`}
            />
            <path
              className={styles["courseLine"]}
              d={`M${run.map((point) => `${x(point.at).toFixed(1)},${y(point.last).toFixed(1)}`).join("L")}h3`}
            />
          </g>
        ))}
      </svg>
      <p className={styles["courseFoot"]}>
        <span>{t("ago")}</span>
        <span>{words}</span>
        <span>{t("now")}</span>
      </p>
    </div>
  );
}

function runsOf(points: readonly TrendPoint[]): readonly (readonly TrendPoint[])[] {
  const runs: TrendPoint[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && point.at - last.at <= GAP_MS) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
