import { z } from "zod";
import { G1_BYTES, G2_BYTES } from "../bls/points.ts";
import { bytesJson, decodeJson, encodeJson, indexJson } from "../primitives/json.ts";
import type { OrganizationKey } from "./key.ts";

const schema = z.strictObject({
  y: bytesJson(G2_BYTES),
  threshold: indexJson,
  commitments: z.array(bytesJson(G1_BYTES)).min(1).max(1024),
});

/** An organisation's public key as it stands in its registration. */
export type OrganizationKeyJson = z.input<typeof schema>;

export function encodeOrganizationKey(key: OrganizationKey): OrganizationKeyJson {
  return encodeJson(schema, { ...key, commitments: [...key.commitments] });
}

/** @throws {InvalidInputError} `JSON_INVALID`; verifyOrganizationKey checks the key itself. */
export function decodeOrganizationKey(value: unknown): OrganizationKey {
  return decodeJson(schema, "organizationKey", value);
}
