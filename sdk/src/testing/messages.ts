import fc from "fast-check";
import { toHex, type Hex } from "../codec/index.ts";
import { STRUCTS, type MessageOf, type StructField, type StructName } from "../eip712/index.ts";

/** Any `length` bytes as hex. */
export function hexBytes(length: number): fc.Arbitrary<Hex> {
  return fc.uint8Array({ minLength: length, maxLength: length }).map(toHex);
}

/** Any message of a struct, with integers over their whole range. */
export function anyMessage<Name extends StructName>(name: Name): fc.Arbitrary<MessageOf<Name>> {
  // The record is built from the struct's own definition, member by member, so it has the struct's type.
  return anyStruct(name) as unknown as fc.Arbitrary<MessageOf<Name>>; // oxlint-disable-line typescript/no-unsafe-type-assertion
}

function anyStruct(name: StructName): fc.Arbitrary<Record<string, unknown>> {
  const fields: readonly StructField[] = STRUCTS[name];
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, anyValue(field.type)])), {
    noNullPrototype: true,
  });
}

function anyValue(type: string): fc.Arbitrary<unknown> {
  if (type.endsWith("[]")) return fc.array(anyValue(type.slice(0, -2)), { maxLength: 4 });
  if (type === "bytes32") return hexBytes(32);
  if (type === "address") return hexBytes(20);
  if (type === "bool") return fc.boolean();
  if (type === "string") return fc.string({ unit: "grapheme" });
  const bits = /^uint(\d+)$/.exec(type)?.[1];
  if (bits !== undefined) {
    const max = (1n << BigInt(bits)) - 1n;
    return Number(bits) <= 48
      ? fc.oneof(fc.nat({ max: Math.min(Number(max), 2 ** 31 - 1) }), fc.constant(Number(max)))
      : fc.bigInt({ min: 0n, max });
  }
  const nested = Object.keys(STRUCTS).find((name): name is StructName => name === type);
  if (nested === undefined) throw new TypeError(`no arbitrary for ${type}`);
  return anyStruct(nested);
}
