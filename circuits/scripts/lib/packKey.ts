import { gzipSync } from "node:zlib";

const COEFFICIENTS = 4; // the section of A's and B's entries in snarkjs' zkey format
const ENTRY_BYTES = 44; // u32 matrix, u32 constraint, u32 signal, 32 bytes of value
const VALUE_BYTES = 32;

/** First bytes of a packed key; sdk/src/circuits/unpackKey.ts describes the format and reads it. */
export const PACKED_KEY_MAGIC = "MLZKEY01";

/**
 * Packs a Groth16 proving key of snarkjs. Most of one is the circuit itself: hundreds of thousands of entries, whose values are a few
 * thousand constants of Poseidon. Each value is kept once, the columns apart, and gzip does the rest.
 */
export function packKey(zkey: Uint8Array): Uint8Array {
  const { start, length } = findSection(zkey, COEFFICIENTS);
  const view = new DataView(zkey.buffer, zkey.byteOffset, zkey.byteLength);
  const count = view.getUint32(start, true);
  if (length !== 4 + count * ENTRY_BYTES) throw new Error("The key's section of coefficients is malformed.");

  const values = new Map<string, number>();
  const rows = new Uint32Array(count);
  const signals = new Uint32Array(count);
  const indexes = new Uint32Array(count);
  let row = 0;
  for (let i = 0; i < count; i++) {
    const at = start + 4 + i * ENTRY_BYTES;
    const next = 2 * view.getUint32(at + 4, true) + view.getUint32(at, true);
    rows[i] = next - row; // modulo 2^32
    row = next;
    signals[i] = view.getUint32(at + 8, true);
    const value = Buffer.from(zkey.subarray(at + 12, at + ENTRY_BYTES)).toString("latin1");
    const index = values.get(value) ?? values.size;
    if (index === values.size) values.set(value, index);
    indexes[i] = index;
  }
  const table = Buffer.concat(
    [...values.keys()].map((value) => Buffer.from(value, "latin1")),
    values.size * VALUE_BYTES,
  );
  const before = zkey.subarray(0, start);
  const after = zkey.subarray(start + length);
  const lengths = Buffer.from(Uint32Array.of(count, values.size, before.length, after.length).buffer);
  const columns = [rows, signals, indexes].map((column) => Buffer.from(column.buffer));
  return gzipSync(Buffer.concat([Buffer.from(PACKED_KEY_MAGIC), lengths, table, ...columns, before, after]), {
    level: 9,
  });
}

function findSection(file: Uint8Array, wanted: number): { start: number; length: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const sections = view.getUint32(8, true);
  let at = 12;
  for (let i = 0; i < sections; i++) {
    const type = view.getUint32(at, true);
    const length = Number(view.getBigUint64(at + 4, true));
    if (type === wanted) return { start: at + 12, length };
    at += 12 + length;
  }
  throw new Error("The key has no section of coefficients.");
}
