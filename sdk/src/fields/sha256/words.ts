/** SHA-256's constants (FIPS 180-4 §4.2.2, §5.3.3): the first 32 bits behind the point of roots of the first primes. */
export const ROUND_WORDS = Uint32Array.from(firstPrimes(64), (prime) => fraction(prime, 3));
export const INITIAL_STATE = Uint32Array.from(firstPrimes(8), (prime) => fraction(prime, 2));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes;
}

/** By halving, in whole numbers, so that it is the same on every machine. */
function fraction(prime: number, degree: 2 | 3): number {
  const value = BigInt(prime) << BigInt(32 * degree);
  let root = 0n;
  for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) if ((root + bit) ** BigInt(degree) <= value) root += bit;
  return Number(BigInt.asUintN(32, root));
}
