import { z } from "zod";
import { GT_BYTES } from "../bls/gt.ts";
import { G2_BYTES } from "../bls/points.ts";
import { bytesJson, decodeJson, encodeJson, indexJson, scalarJson } from "../primitives/json.ts";
import type { ReencryptionPartial } from "./partial.ts";

const schema = z.strictObject({
  index: indexJson,
  p: bytesJson(GT_BYTES),
  proof: z.strictObject({ c: scalarJson, z: bytesJson(G2_BYTES) }),
});

/** A proxy's answer as it travels. */
export type ReencryptionPartialJson = z.input<typeof schema>;

export function encodeReencryptionPartial(partial: ReencryptionPartial): ReencryptionPartialJson {
  return encodeJson(schema, { ...partial, proof: { ...partial.proof } });
}

/** @throws {InvalidInputError} `JSON_INVALID`. Group membership is checked when the partial is used. */
export function decodeReencryptionPartial(value: unknown): ReencryptionPartial {
  return decodeJson(schema, "reencryptionPartial", value);
}
