import { useEffect, useMemo, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { NumericCourse, ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { Details, Muted, Checkbox, Stack } from "../../../ui/index.ts";
import { lineOf } from "./courses.ts";
import { unitText } from "../live/units.ts";
import { HUES } from "./drawStrip.ts";
import { onTheme, resolvedColour } from "./resolvedColour.ts";
import { firstChoice, MOST_LINES } from "./firstChoice.ts";
import styles from "./replay.module.css";

const HEIGHT = 220;
/** Shorter ones have several marks a minute. */
const SHORT_MS = 600_000;
const EMPTY: uPlot.AlignedData = [[]];

export interface TrendProps {
  readonly overview: ReplayOverview;
  readonly courses: readonly NumericCourse[];
  readonly at: number;
  readonly onGoTo: (at: number) => void;
}

/** The courses of a few values over the whole recording; a click goes to its moment. */
export function Trend({ overview, courses, at, onGoTo }: TrendProps) {
  const t = useTranslations("capturing.replay");
  const [chosen, setChosen] = useState<readonly string[]>(() => firstChoice(overview.numerics));
  const [theme, setTheme] = useState(0);
  useEffect(() => onTheme(() => setTheme((before) => before + 1)), []);
  const shown = overview.numerics.filter(({ id }) => chosen.includes(id));
  return (
    <Stack>
      <Muted>{t("trendHint")}</Muted>
      <ul className={styles["legend"]}>
        {shown.map(({ id, label, unit }, index) => (
          <li key={id} data-hue={index}>
            {label} <span>{unitText(unit)}</span>
          </li>
        ))}
      </ul>
      <Chart
        key={theme}
        overview={overview}
        courses={courses}
        ids={shown.map(({ id }) => id)}
        at={at}
        onGoTo={onGoTo}
      />
      <Details summary={t("choose")}>
        <div className={styles["choices"]}>
          {overview.numerics.map(({ id, label, device }) => (
            <Checkbox
              key={id}
              label={`${label} (${overview.devices.find((each) => each.id === device)?.label ?? ""})`}
              checked={chosen.includes(id)}
              onChecked={(checked) =>
                setChosen(
                  checked ? [...chosen, id].slice(-MOST_LINES) : chosen.filter((other) => other !== id),
                )
              }
            />
          ))}
        </div>
      </Details>
    </Stack>
  );
}

function Chart({ overview, courses, ids, at, onGoTo }: TrendProps & { readonly ids: readonly string[] }) {
  const t = useTranslations("capturing.replay");
  const format = useFormatter();
  const place = useRef<HTMLDivElement>(null);
  const moment = useRef(at);
  const chart = useRef<uPlot | null>(null);
  const goTo = useRef(onGoTo);
  useEffect(() => {
    goTo.current = onGoTo;
    moment.current = at;
    chart.current?.redraw(false, false);
  }, [at, onGoTo]);
  const key = ids.join(" ");
  const data = useMemo(() => {
    const wanted = key.split(" ").filter((id) => id !== "");
    const tables = wanted.flatMap((id) => {
      const course = courses.find((each) => each.id === id);
      if (course === undefined) return [];
      const { times, values } = lineOf(course);
      return [[[...times], [...values]] satisfies uPlot.AlignedData];
    });
    // Holes stay holes; times that only another line has are passed over.
    return tables.length === 0 ? EMPTY : uPlot.join(tables);
  }, [courses, key]);
  useEffect(() => {
    const target = place.current;
    if (target === null) return undefined;
    const style = getComputedStyle(target);
    const of = (name: `--${string}`): string => resolvedColour(target, name);
    const clock = (seconds: number): string =>
      format.dateTime(new Date(seconds * 1000), {
        timeStyle: overview.endedAt - overview.startedAt < SHORT_MS ? "medium" : "short",
      });
    const axis = {
      stroke: of("--ink-soft"),
      grid: { stroke: of("--line"), width: 1 },
      ticks: { show: false },
    };
    const font = `12px ${style.fontFamily}`;
    const made = new uPlot(
      {
        width: target.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { show: false } },
        scales: {
          x: {
            time: true,
            min: overview.startedAt / 1000,
            max: Math.max(overview.endedAt, overview.startedAt + 1_000) / 1000,
          },
          y: { range: (_, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) },
        },
        axes: [
          { ...axis, font, space: 90, values: (_, splits) => splits.map(clock) },
          { ...axis, font, size: 44 },
        ],
        series: [
          {},
          ...key
            .split(" ")
            .filter((id) => id !== "")
            .map((_, index) => ({
              stroke: of(HUES[index] ?? "--ink"),
              width: 1.5,
              points: { show: false },
            })),
        ],
        hooks: {
          draw: [
            (plot) => {
              const { ctx, bbox } = plot;
              const x = plot.valToPos(moment.current / 1000, "x", true);
              ctx.save();
              ctx.strokeStyle = of("--ink");
              ctx.lineWidth = devicePixelRatio * 1.5;
              ctx.beginPath();
              ctx.moveTo(x, bbox.top);
              ctx.lineTo(x, bbox.top + bbox.height);
              ctx.stroke();
              ctx.restore();
            },
          ],
        },
      },
      data,
      target,
    );
    made.over.addEventListener("click", (event) => {
      goTo.current(made.posToVal(event.offsetX, "x") * 1000);
    });
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: target.clientWidth, height: HEIGHT }));
    observer.observe(target);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [data, key, format, overview]);
  return <div className={styles["trend"]} ref={place} role="img" aria-label={t("trend")} />;
}
