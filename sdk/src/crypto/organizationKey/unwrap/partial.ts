import { z } from "zod";
import { GT_BYTES } from "../../bls/gt.ts";
import { bytesJson, decodeJson, encodeJson, indexJson, scalarJson } from "../../primitives/json.ts";

/** One holder's answer: V = W^(u_i), with a proof that the committed u_i made it. To be sealed to the reader. */
export interface OrganizationPartial {
  readonly index: number;
  /** GT, 576 bytes. */
  readonly v: Uint8Array;
  readonly proof: { readonly c: bigint; readonly z: bigint };
}

const schema = z.strictObject({
  index: indexJson,
  v: bytesJson(GT_BYTES),
  proof: z.strictObject({ c: scalarJson, z: scalarJson }),
});

/** A holder's answer as it is sealed. */
export type OrganizationPartialJson = z.input<typeof schema>;

export function encodeOrganizationPartial(partial: OrganizationPartial): OrganizationPartialJson {
  return encodeJson(schema, { ...partial, proof: { ...partial.proof } });
}

/** @throws {InvalidInputError} `JSON_INVALID`. Group membership is checked when the partial is used. */
export function decodeOrganizationPartial(value: unknown): OrganizationPartial {
  return decodeJson(schema, "organizationPartial", value);
}
