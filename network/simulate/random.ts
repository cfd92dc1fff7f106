/** A source of chance that gives the same numbers for the same seed everywhere. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Normal, mean 0 and variance 1 (Box–Muller). */
  normal(): number;
}

/** mulberry32, from a seed and a label: another label is another, independent series. */
export function createRandom(seed: number, label: string): Random {
  let state = seed >>> 0;
  for (const character of label)
    state = (Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0) + 1;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
