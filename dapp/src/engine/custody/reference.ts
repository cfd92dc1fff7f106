/** Crockford's base 32: letters that nobody takes for digits. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP = 4;
const LENGTH = 8;

/** A short word for an id, to be compared by eye and read out: `7K2M-9QXB`. 40 bits of it, so it names and proves nothing. */
export function referenceOf(id: `0x${string}`): string {
  const bits = BigInt(`0x${id.slice(2, 2 + (LENGTH * 5) / 4)}`);
  const letters = Array.from({ length: LENGTH }, (_, place) => {
    const digit = Number((bits >> BigInt(5 * (LENGTH - 1 - place))) & 31n);
    return LETTERS.charAt(digit);
  }).join("");
  return `${letters.slice(0, GROUP)}-${letters.slice(GROUP)}`;
}
