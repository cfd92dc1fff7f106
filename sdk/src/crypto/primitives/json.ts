import { z } from "zod";
import { InvalidInputError } from "../../errors/index.ts";
import { fromHex, isHex, toHex, type Hex } from "../../codec/index.ts";
import { bigintToBytes, bytesToBigint } from "./bytes.ts";

/** A byte string of fixed length, lower-case `0x` hex in JSON. */
export const bytesJson = (lengthBytes: number) =>
  z.codec(
    hexJson(lengthBytes),
    z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === lengthBytes),
    {
      decode: (text) => fromHex(text, lengthBytes),
      encode: (bytes) => toHex(bytes),
    },
  );

/** A scalar: 32 bytes big-endian in JSON, `bigint` in memory. Its range is checked where it is used. */
export const scalarJson = z.codec(hexJson(32), z.bigint(), {
  decode: (text) => bytesToBigint(fromHex(text, 32)),
  encode: (value) => toHex(bigintToBytes(value, 32)),
});

/** An identifier that stays hex in memory. */
export const idJson = hexJson(32);

/** A share index. */
export const indexJson = z.number().int().min(1).max(0xffff);

function hexJson(lengthBytes: number) {
  return z.custom<Hex>((value) => isHex(value, lengthBytes), "not lower-case 0x hex");
}

/**
 * Reads untrusted JSON by a schema.
 * @throws {InvalidInputError} `JSON_INVALID` with the name of the object and the path of the first wrong field; never a value.
 */
export function decodeJson<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  value: unknown,
): z.output<Schema> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.join(".") ?? "";
  throw new InvalidInputError("JSON_INVALID", "An object does not have the documented form.", {
    facts: { name, path },
  });
}

/** Writes an object by its schema; the inverse of {@link decodeJson}. */
export function encodeJson<Schema extends z.ZodType>(
  schema: Schema,
  value: z.output<Schema>,
): z.input<Schema> {
  return z.encode(schema, value);
}
