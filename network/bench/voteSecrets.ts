import { scalarFromBytes64 } from "@medlattice/sdk/crypto";

/** Keys of measurements: the same in every run, and no secret of anyone's. */
export function benchSecret(index: number): bigint {
  const bytes = new Uint8Array(64).fill(7);
  new DataView(bytes.buffer).setUint32(0, index);
  return scalarFromBytes64(bytes);
}
