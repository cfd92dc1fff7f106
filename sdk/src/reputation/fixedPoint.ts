/** 1 in the fixed point of reputations: all of them are fractions of 10^18, rounded down at each division. */
export const ONE = 10n ** 18n;

/** ⌊√value⌋ of a value that is not negative, as OpenZeppelin's `Math.sqrt` has it. */
export function integerSqrt(value: bigint): bigint {
  if (value < 2n) return value;
  // From above, Newton's steps fall until the root is reached.
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
