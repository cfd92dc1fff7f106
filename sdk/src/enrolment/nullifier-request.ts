import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  chainIdSchema,
  signatureSchema,
  timestampSchema,
  type Hex,
} from "../codec/index.ts";
import { addressOf, sign, typed, type Signer, type Typed } from "../eip712/index.ts";
import { identityDomain, type IdentityAt } from "../identity/index.ts";
import { capacitySchema, type Capacity } from "./nullifier-keys.ts";

/**
 * A request for an evaluation signed by an organisation's issuer key: for its first manager, and for organisations that run no
 * oracle. The element is blinded, so the request says nothing about the person.
 */
export const nullifierRequestSchema = z.strictObject({
  chainId: chainIdSchema,
  organization: bytes32Schema,
  signer: addressSchema,
  capacity: capacitySchema,
  blinded: bytes32Schema,
  deadline: timestampSchema,
  signature: signatureSchema,
});

export type NullifierRequest = z.infer<typeof nullifierRequestSchema>;

/** The issuer key asks. @param options.deadline Unix seconds; an authority takes at most ten minutes ahead */
export async function signNullifierRequest(options: {
  readonly at: IdentityAt;
  readonly organization: Hex;
  readonly capacity: Capacity;
  readonly blinded: Hex;
  readonly deadline: number;
  readonly signer: Signer;
}): Promise<NullifierRequest> {
  const { at, organization, capacity, blinded, deadline } = options;
  const signer = addressOf(options.signer);
  const unsigned = { chainId: at.chainId, organization, signer, capacity, blinded, deadline };
  const signature = await sign(options.signer, nullifierRequestData(at, unsigned));
  return { ...unsigned, signature };
}

/** What is signed. */
export function nullifierRequestData(
  at: IdentityAt,
  request: Omit<NullifierRequest, "signature">,
): Typed<"NullifierRequest"> {
  const { organization, signer, capacity, blinded, deadline } = request;
  return typed("NullifierRequest", identityDomain(at), { organization, signer, capacity, blinded, deadline });
}
