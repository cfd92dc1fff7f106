import { concatBytes, fromHex, type Hex, keccak256, toHex, utf8 } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";

/** Items of a slip (M5); only the last slip of a section may have fewer. */
export const SLIP_ITEMS = 10;
/** Slips of a batch (M5). */
export const BATCH_SLIPS = 128;

const DOMAIN = keccak256(utf8("medlattice/summary-slip/v1"));

/** Leaves of items in order, ten a slip. */
export function slipsOf(leaves: readonly Hex[]): readonly (readonly Hex[])[] {
  return Array.from({ length: Math.ceil(leaves.length / SLIP_ITEMS) }, (_, index) =>
    leaves.slice(index * SLIP_ITEMS, (index + 1) * SLIP_ITEMS),
  );
}

/**
 * `keccak256(abi.encode(domain, leaves))`: three words and more, so that no slip is an inner node of the tree over them.
 * @throws InvalidInputError `SUMMARY_SLIP_INVALID`
 */
export function slipHash(leaves: readonly Hex[]): Hex {
  if (leaves.length === 0 || leaves.length > SLIP_ITEMS) {
    throw new InvalidInputError("SUMMARY_SLIP_INVALID", `A slip has 1 to ${SLIP_ITEMS} items.`, {
      facts: { items: leaves.length },
    });
  }
  const words = [word(64), word(leaves.length), ...leaves.map((leaf) => fromHex(leaf, 32))];
  return toHex(keccak256(concatBytes(DOMAIN, ...words)));
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(32);
  bytes[31] = value;
  return bytes;
}
