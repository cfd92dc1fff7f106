import { InvalidInputError } from "../errors/index.ts";

const MAGIC = "MLZKEY01";
const VALUE_BYTES = 32;
const ENTRY_BYTES = 44;

/**
 * Gives a proving key back as snarkjs has it. Packed (all numbers u32, little-endian): "MLZKEY01"; how many entries, values, bytes
 * before and bytes after; the values (32 bytes each); for each entry the growth of `2 · constraint + matrix`, then for each its signal,
 * then for each the index of its value; the bytes before the entries, and those after. The entries are snarkjs' section 4: u32 matrix,
 * constraint, signal, and the value.
 * @throws {InvalidInputError} `CIRCUIT_FILE_INVALID`.
 */
export function unpackKey(packed: Uint8Array): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const u32 = (at: number) => view.getUint32(at, true);
  if (packed.length < 24 || new TextDecoder().decode(packed.subarray(0, 8)) !== MAGIC) throw malformed();
  const [count, values, before, after] = [u32(8), u32(12), u32(16), u32(20)];
  const table = 24;
  const rows = table + values * VALUE_BYTES;
  const signals = rows + 4 * count;
  const indexes = signals + 4 * count;
  const rest = indexes + 4 * count;
  if (packed.length !== rest + before + after) throw malformed();

  const key = new Uint8Array(before + 4 + count * ENTRY_BYTES + after);
  key.set(packed.subarray(rest, rest + before));
  key.set(packed.subarray(rest + before), key.length - after);
  const out = new DataView(key.buffer);
  out.setUint32(before, count, true);
  let row = 0;
  for (let i = 0; i < count; i++) {
    const at = before + 4 + i * ENTRY_BYTES;
    const value = table + u32(indexes + 4 * i) * VALUE_BYTES;
    row = (row + u32(rows + 4 * i)) >>> 0;
    out.setUint32(at, row & 1, true);
    out.setUint32(at + 4, row >>> 1, true);
    out.setUint32(at + 8, u32(signals + 4 * i), true);
    key.set(packed.subarray(value, value + VALUE_BYTES), at + 12);
  }
  return key;
}

function malformed(): InvalidInputError {
  return new InvalidInputError("CIRCUIT_FILE_INVALID", "A circuit's proving key is malformed.");
}
