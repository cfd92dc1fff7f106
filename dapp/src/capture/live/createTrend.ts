/** What one value did over the last hour: the least, the most and the last of each stretch. */
export interface Trend {
  add(at: number, value: number): void;
  /** Oldest first; stretches without a value are left out. */
  points(now: number): readonly TrendPoint[];
}

export interface TrendPoint {
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

export const TREND_MS = 3_600_000;
const STRETCH_MS = 10_000;
const STRETCHES = TREND_MS / STRETCH_MS;

export function createTrend(): Trend {
  const low = new Float32Array(STRETCHES);
  const high = new Float32Array(STRETCHES);
  const last = new Float32Array(STRETCHES);
  /** Which stretch a place holds. */
  const numbers = new Float64Array(STRETCHES).fill(-1);
  return {
    add(at, value) {
      const number = Math.floor(at / STRETCH_MS);
      const place = number % STRETCHES;
      const isNew = numbers[place] !== number;
      numbers[place] = number;
      low[place] = isNew ? value : Math.min(low[place] ?? value, value);
      high[place] = isNew ? value : Math.max(high[place] ?? value, value);
      last[place] = value;
    },
    points(now) {
      const newest = Math.floor(now / STRETCH_MS);
      const points: TrendPoint[] = [];
      for (let number = Math.max(0, newest - STRETCHES + 1); number <= newest; number++) {
        const place = number % STRETCHES;
        if (numbers[place] !== number) continue;
        points.push({
          at: (number + 0.5) * STRETCH_MS,
          low: low[place] ?? 0,
          high: high[place] ?? 0,
          last: last[place] ?? 0,
        });
      }
      return points;
    },
  };
}
