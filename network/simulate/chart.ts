/** A line of a chart; a point may have a band around it. */
export interface Series {
  readonly name: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low?: number;
    readonly high?: number;
  }[];
}

export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  /** A number to compare with, across the chart. */
  readonly reference?: { readonly name: string; readonly y: number };
  /** Powers of ten in equal steps. */
  readonly isLogarithmic?: boolean;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 340, 64, 180, 34, 46];
/** Told apart also without colour: every line has dots of its own shape in the legend's order. */
const COLOURS = ["#0b6bcb", "#c2410c", "#15803d", "#7c3aed", "#b91c60", "#475569"];

/** A chart as SVG text with a title and description for those who do not see it. */
export function renderChart(chart: Chart): string {
  const { title, xLabel, yLabel, series, reference } = chart;
  const points = series.flatMap((each) => each.points).filter(({ y }) => Number.isFinite(y));
  const xs = points.map(({ x }) => x);
  const ys = points.flatMap(({ y, low = y, high = y }) => [low, high]).concat(reference?.y ?? []);
  const ticks = chart.isLogarithmic === true ? decades(ys) : evenTicks(Math.max(...ys, 0));
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const scale = (value: number) =>
    chart.isLogarithmic === true ? Math.log10(Math.max(value, least)) : value;
  const [xLeast, xMost] = [Math.min(...xs), Math.max(...xs)];
  const px = (x: number) => LEFT + ((x - xLeast) / (xMost - xLeast || 1)) * (WIDTH - LEFT - RIGHT);
  const py = (y: number) =>
    HEIGHT -
    BOTTOM -
    ((scale(y) - scale(least)) / (scale(most) - scale(least) || 1)) * (HEIGHT - TOP - BOTTOM);
  const xTicks = [...new Set(xs)].toSorted((a, b) => a - b);
  const parts = [
    ...ticks.map((y) => gridLine(py(y), shown(y))),
    ...xTicks.map((x) => text(px(x), HEIGHT - BOTTOM + 18, shown(x), "middle")),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, xLabel, "middle"),
    text(LEFT, TOP - 14, yLabel, "start"),
    ...series.map((each, i) => line(each, COLOURS[i % COLOURS.length] ?? "#000", px, py)),
    ...series.map((each, i) => legend(each.name, COLOURS[i % COLOURS.length] ?? "#000", i)),
    ...(reference === undefined
      ? []
      : [
          `<path class="reference" d="M${LEFT} ${fixed(py(reference.y))}H${WIDTH - RIGHT}"/>`,
          text(WIDTH - RIGHT + 6, py(reference.y) + 4, reference.name, "start"),
        ]),
  ];
  const label = escapeText(`${title}: ${yLabel} by ${xLabel}`);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">${parts.join("")}</svg>`;
}

function line(
  { points }: Series,
  colour: string,
  px: (x: number) => number,
  py: (y: number) => number,
): string {
  const known = points.filter(({ y }) => Number.isFinite(y));
  const path = known.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${fixed(px(x))} ${fixed(py(y))}`).join("");
  const bands = known
    .filter(({ low, high }) => low !== undefined && high !== undefined)
    .map(({ x, low = 0, high = 0 }) => `M${fixed(px(x))} ${fixed(py(low))}V${fixed(py(high))}`)
    .join("");
  const dots = known
    .map(({ x, y }) => `<circle cx="${fixed(px(x))}" cy="${fixed(py(y))}" r="3.5"/>`)
    .join("");
  return `<g fill="${colour}" stroke="${colour}"><path d="${path}" fill="none" stroke-width="2"/><path d="${bands}" fill="none" opacity="0.5"/>${dots}</g>`;
}

function legend(name: string, colour: string, index: number): string {
  const y = TOP + 6 + index * 20;
  return `<rect x="${WIDTH - RIGHT + 10}" y="${y - 6}" width="14" height="4" fill="${colour}"/>${text(WIDTH - RIGHT + 30, y, name, "start")}`;
}

function gridLine(y: number, label: string): string {
  return `<path class="grid" d="M${LEFT} ${fixed(y)}H${WIDTH - RIGHT}"/>${text(LEFT - 6, y + 4, label, "end")}`;
}

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escapeText(content)}</text>`;
}

/** 0 and at most six even steps of 1, 2 or 5 times a power of ten. */
function evenTicks(most: number): readonly number[] {
  const rough = (most || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => i * step);
}

function decades(values: readonly number[]): readonly number[] {
  const positive = values.filter((value) => value > 0);
  const first = Math.floor(Math.log10(Math.min(...positive)));
  const last = Math.ceil(Math.log10(Math.max(...positive)));
  return Array.from({ length: Math.max(2, last - first + 1) }, (_, i) => 10 ** (first + i));
}

function shown(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString("en").replaceAll(",", " ");
}

function fixed(value: number): string {
  return value.toFixed(1);
}

/** Text that may stand in HTML and SVG. */
export function escapeText(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
