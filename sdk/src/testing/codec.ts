import assert from "node:assert/strict";
import fc from "fast-check";
import { MedLatticeError } from "../errors/index.ts";
import { checkAsyncProperty, checkProperty } from "./property.ts";

/** What `read` gives, or nothing when it refuses in one of MedLattice's own errors; any other error fails the test. */
export function orRefused<T>(read: () => T): { readonly value: T } | undefined {
  try {
    return { value: read() };
  } catch (error) {
    requireOurs(error);
    return undefined;
  }
}

/** The same for what answers later. */
export async function orRefusedLater<T>(read: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await read() };
  } catch (error) {
    requireOurs(error);
    return undefined;
  }
}

/** These bytes with one byte changed, put in, or left out; or only their beginning. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(Math.max(0, bytes.length - 1));
  const byte = fc.integer({ min: 1, max: 255 });
  return fc.oneof(
    fc.tuple(at, byte).map(([index, mask]) => bytes.map((old, i) => (i === index ? old ^ mask : old))),
    fc
      .tuple(at, byte)
      .map(([i, added]) => Uint8Array.of(...bytes.subarray(0, i), added, ...bytes.subarray(i))),
    at.map((index) => Uint8Array.of(...bytes.subarray(0, index), ...bytes.subarray(index + 1))),
    at.map((index) => bytes.slice(0, index)),
  );
}

/** This text with one character changed, put in, or left out. */
export function damagedText(text: string): fc.Arbitrary<string> {
  const character = fc.oneof(
    fc.constantFrom("0", "=", "+", "/", "-", "_", " ", "\n", "\u0000", "é"),
    fc.string({ minLength: 1, maxLength: 1 }),
  );
  return fc
    .tuple(fc.nat(Math.max(0, text.length - 1)), character, fc.constantFrom(0, 1, 2))
    .map(([at, by, how]) => text.slice(0, at) + (how === 2 ? "" : by) + text.slice(how === 1 ? at : at + 1));
}

/** This JSON with one member, at any depth, put in, left out, or replaced by anything; or any JSON at all. */
export function damagedJson(value: unknown): fc.Arbitrary<unknown> {
  const places = [...placesIn(value, [])];
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(null, "", "0x", "0X00", -1, 1.5, 2 ** 53, "1", [], {}),
  );
  return fc.oneof(
    fc.jsonValue(),
    fc.tuple(fc.constantFrom(...places), odd, fc.boolean()).map(([path, by, out]) => {
      const copy: unknown = structuredClone(value);
      // Through text, since a peer can send nothing else: no holes, no members of lists.
      const sent: unknown = JSON.parse(JSON.stringify(replaceIn(copy, path, by, out)) ?? "null");
      return sent;
    }),
  );
}

/** A codec between a value and bytes, text or JSON. */
export interface Codec<Encoded, Value> {
  /** Something valid. */
  readonly sample: Encoded;
  readonly decode: (encoded: Encoded) => Value;
  /** Left out where the bytes themselves are kept and hashed, so that nothing is ever written a second time. */
  readonly encode?: (value: Value) => Encoded;
  /** Where two spellings are allowed, e.g. hex of a wallet in capitals: the one that `encode` gives. */
  readonly normal?: (encoded: Encoded) => Encoded;
}

/**
 * Holds a codec to four rules: the sample comes back; what was damaged is refused or is another value; only the one canonical
 * form is read; and nothing but MedLattice's own errors comes out.
 */
export function checkCodec<Encoded, Value>(
  { sample, decode, encode, normal = (same) => same }: Codec<Encoded, Value>,
  inputs: fc.Arbitrary<Encoded>,
  runs = 200,
): void {
  const valid = decode(sample);
  if (encode !== undefined) assert.deepEqual(encode(valid), sample);
  const check = (input: Encoded): void => {
    const read = orRefused(() => decode(input));
    if (read === undefined || encode === undefined) return;
    assert.deepEqual(encode(read.value), normal(input), "a second spelling of one value");
  };
  checkProperty(fc.property(inputs, check), runs);
}

/** Holds a reader that answers later to the last rule only: any input is answered, or refused in MedLattice's own words. */
export async function checkReader<Encoded>(
  read: (input: Encoded) => Promise<unknown>,
  inputs: fc.Arbitrary<Encoded>,
  runs = 50,
): Promise<void> {
  await checkAsyncProperty(
    fc.asyncProperty(inputs, async (input) => {
      await orRefusedLater(async () => await read(input));
    }),
    runs,
  );
}

function requireOurs(error: unknown): void {
  assert.ok(
    error instanceof MedLatticeError,
    `not an error of MedLattice: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}

type Path = readonly (string | number)[];

function* placesIn(value: unknown, path: Path): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) yield* placesIn(member, [...path, key]);
  yield [...path, "unknownMember"];
}

function replaceIn(root: unknown, path: Path, by: unknown, out: boolean): unknown {
  const last = path.at(-1);
  if (last === undefined) return by;
  let parent: unknown = root;
  for (const key of path.slice(0, -1)) parent = Reflect.get(Object(parent), key);
  if (typeof parent !== "object" || parent === null) return root;
  if (out) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, by);
  return root;
}
