import type { Freshness, NumericLine } from "../../../capture/index.ts";
import type { Tile } from "./vitals.ts";

export interface Age {
  readonly freshness: Freshness;
  /** 0 while it is fresh. */
  readonly seconds: number;
}

/** What of a tile can be shown at the moment; null: the value is gone, or there never was one. */
export interface Shown {
  readonly main: NumericLine | null;
  readonly diastolic: NumericLine | null;
  readonly mean: NumericLine | null;
  /** Of other instruments, without what is gone or has no value. */
  readonly others: readonly NumericLine[];
  /** Of the oldest part that is shown; of the main one where that is gone. */
  readonly age: Age;
  /** The worst of the parts that are shown. */
  readonly quality: NumericLine["latest"]["quality"];
  readonly othersQuality: NumericLine["latest"]["quality"];
}

/** From the best to the worst: a value that is nobody's is worse than a doubtful one. */
const QUALITIES: readonly NumericLine["latest"]["quality"][] = [null, "questionable", "test", "demo"];

/** Looks at age and quality of every line by itself: parts of one pressure may stop at different times. */
export function shownOf(tile: Tile, ageOf: (line: NumericLine) => Age): Shown {
  const present = (line: NumericLine | null): NumericLine | null =>
    line === null || ageOf(line).freshness === "gone" ? null : line;
  const main = present(tile.main);
  const [diastolic, mean] = main === null ? [null, null] : [present(tile.diastolic), present(tile.mean)];
  const parts = [main, diastolic, mean].filter((line) => line !== null);
  const others = tile.others.filter((line) => present(line) !== null && line.latest.value !== null);
  const ages = (main === null ? [tile.main] : parts).map(ageOf);
  return {
    main,
    diastolic,
    mean,
    others,
    age: ages.reduce((oldest, age) => (age.seconds > oldest.seconds ? age : oldest)),
    quality: worstOf(main === null ? [tile.main] : parts),
    othersQuality: worstOf(others),
  };
}

function worstOf(lines: readonly NumericLine[]): NumericLine["latest"]["quality"] {
  const ranks = lines.map(({ latest }) => QUALITIES.indexOf(latest.quality));
  return QUALITIES[Math.max(0, ...ranks)] ?? null;
}
