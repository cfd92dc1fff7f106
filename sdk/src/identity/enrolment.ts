import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  chainIdSchema,
  signatureSchema,
  timestampSchema,
  type Hex,
} from "../codec/index.ts";
import {
  addressOf,
  credentialHash,
  requireSignature,
  sign,
  typed,
  type MessageOf,
  type SignatureCheck,
  type Signer,
} from "../eip712/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { identityDomain, type IdentityAt } from "./place.ts";
import type { Role } from "./roles.ts";

/** What a person brings to the issuer: a pseudonym, a wallet account made for this chain, and the root of her keys. */
export const enrollmentRequestSchema = z.strictObject({
  format: z.literal("medlattice/enrollment-request/v1"),
  chainId: chainIdSchema,
  personId: bytes32Schema,
  controller: addressSchema,
  keyManifestRoot: bytes32Schema,
});

/** A credential with its issuer's signature, on its way to the person. */
export const issuedCredentialSchema = z.strictObject({
  credential: z.strictObject({
    personId: bytes32Schema,
    role: z.int().min(1).max(6),
    organization: bytes32Schema,
    controller: addressSchema,
    keyManifestRoot: bytes32Schema,
    nullifier: bytes32Schema,
    notBefore: timestampSchema,
    notAfter: timestampSchema,
    issuer: bytes32Schema,
    signer: addressSchema,
  }),
  signature: signatureSchema,
});

export type EnrollmentRequest = z.infer<typeof enrollmentRequestSchema>;
export type IssuedCredential = z.infer<typeof issuedCredentialSchema>;

/**
 * The issuer's statement about a person whose real identity it has verified (F1, M7). The real identity is not in it: only the
 * nullifier, a keyed PRF of it (DESIGN rule 2).
 *
 * @throws InvalidInputError CREDENTIAL_INVALID for another chain, an empty span or a zero nullifier.
 */
export async function issueCredential(options: {
  readonly at: IdentityAt;
  readonly request: EnrollmentRequest;
  readonly role: Role;
  readonly organization: Hex;
  readonly nullifier: Hex;
  /** Unix seconds, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** personId of a manager, or zero for the organisation's issuer key. */
  readonly issuer: Hex;
  readonly signer: Signer;
}): Promise<IssuedCredential> {
  const { at, request, role, organization, nullifier, notBefore, notAfter, issuer, signer } = options;
  const { personId, controller, keyManifestRoot } = request;
  const field = wrongField(options);
  if (field !== null) {
    throw new InvalidInputError("CREDENTIAL_INVALID", "A credential cannot be issued like this.", {
      facts: { field },
    });
  }
  const credential = {
    personId,
    role,
    organization,
    controller,
    keyManifestRoot,
    nullifier,
    notBefore,
    notAfter,
    issuer,
    signer: addressOf(signer),
  };
  return { credential, signature: await sign(signer, typed("Credential", identityDomain(at), credential)) };
}

function wrongField(options: {
  readonly at: IdentityAt;
  readonly request: EnrollmentRequest;
  readonly nullifier: Hex;
  readonly notBefore: number;
  readonly notAfter: number;
}): string | null {
  if (options.request.chainId !== options.at.chainId) return "chainId";
  if (BigInt(options.request.personId) >> 160n === 0n) return "personId";
  if (BigInt(options.nullifier) === 0n) return "nullifier";
  return options.notAfter < options.notBefore ? "notAfter" : null;
}

export interface Enrollment {
  readonly credential: MessageOf<"Credential">;
  readonly issuerSignature: Hex;
  readonly controllerSignature: Hex;
}

/**
 * The person accepts a credential with her wallet, after checking that it says what she asked for and is signed. Used for
 * `enroll` and `renew` alike.
 *
 * @throws VerificationError CREDENTIAL_MISMATCH (facts.member) | SIGNATURE_INVALID
 */
export async function acceptCredential(options: {
  readonly at: IdentityAt;
  readonly issued: IssuedCredential;
  readonly request: EnrollmentRequest;
  readonly signer: Signer;
  readonly check?: SignatureCheck;
}): Promise<Enrollment> {
  const { at, issued, request, signer, check } = options;
  const { credential, signature } = issued;
  for (const member of ["personId", "controller", "keyManifestRoot"] as const) {
    if (credential[member] !== request[member]) throw mismatch(member);
  }
  if (credential.controller !== addressOf(signer)) throw mismatch("controller");
  const domain = identityDomain(at);
  await requireSignature({
    data: typed("Credential", domain, credential),
    signer: credential.signer,
    signature,
    ...(check === undefined ? {} : { check }),
  });
  const message = {
    personId: credential.personId,
    controller: credential.controller,
    credentialHash: credentialHash(credential),
  };
  const controllerSignature = await sign(signer, typed("Enrollment", domain, message));
  return { credential, issuerSignature: signature, controllerSignature };
}

function mismatch(member: string): VerificationError {
  return new VerificationError("CREDENTIAL_MISMATCH", "The credential does not say what was asked for.", {
    facts: { member },
  });
}
