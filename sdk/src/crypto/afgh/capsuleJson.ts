import { z } from "zod";
import { G1_BYTES } from "../bls/points.ts";
import { bytesJson, decodeJson, encodeJson, idJson, scalarJson } from "../primitives/json.ts";
import { type Capsule, PART_BYTES } from "./capsule.ts";

const schema = z.strictObject({
  kind: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  epoch: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  x: bytesJson(G1_BYTES),
  c1: bytesJson(G1_BYTES),
  wrapped: bytesJson(PART_BYTES + 16),
  sender: idJson,
  pok: z.strictObject({ c: scalarJson, z: scalarJson }),
});

/** A capsule as it stands in a manifest. */
export type CapsuleJson = z.input<typeof schema>;

export function encodeCapsule(capsule: Capsule): CapsuleJson {
  return encodeJson(schema, { ...capsule, pok: { ...capsule.pok } });
}

/** @throws {InvalidInputError} `JSON_INVALID`. Points are checked when the capsule is used. */
export function decodeCapsule(value: unknown): Capsule {
  return decodeJson(schema, "capsule", value);
}
