/** Who is asked when: some at once, the others in reserve. */
export interface Turns {
  /** Settles when it is the turn of the one at this position. */
  at(position: number): Promise<void>;
  /** The next in reserve is needed. */
  next(): void;
  /** Nobody else will be needed. */
  end(): void;
}

/**
 * The first `first` at once; one more whenever `next` is called, and all that are left after `reserveAfterMs`, so that somebody who only
 * takes long holds up nobody for longer than that (Dean & Barroso 2013, "The tail at scale": hedged requests).
 */
export function takeTurns(
  count: number,
  { first, reserveAfterMs }: { readonly first: number; readonly reserveAfterMs: number },
): Turns {
  const turns = Array.from({ length: count }, () => Promise.withResolvers<void>());
  let begun = 0;
  const begin = (until: number): void => {
    for (; begun < Math.min(until, count); begun += 1) turns[begun]?.resolve();
  };
  begin(first);
  const timer = setTimeout(() => begin(count), reserveAfterMs);
  return {
    at: async (position) => await turns[position]?.promise,
    next: () => begin(begun + 1),
    end: () => clearTimeout(timer),
  };
}
