import type { Hex } from "../codec/index.ts";
import { addressOf, mandateIdOf, sign, typed, type MessageOf, type Signer } from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { denyTag, ZERO32, type DeniedPair } from "../keys/index.ts";
import { newId } from "../record/index.ts";
import { consentDomain } from "./build-grant.ts";
import type { ConsentHome } from "./home.ts";

/** A message with its signature, ready for a relayer or a contract call. */
export interface Signed<Message> {
  readonly message: Message;
  readonly signature: Hex;
}

/** Who states something, and where. */
export interface Speaker {
  readonly home: ConsentHome;
  /** personId on that chain. */
  readonly personId: Hex;
  readonly signer: Signer;
}

/** A random nonce: nonces are unordered, so statements of one person never wait for each other. */
export function newNonce(): bigint {
  return BigInt(newId());
}

/** Withdraws a grant for good; needs no nonce, since a grant can be withdrawn only once (M11, P21). */
export async function signRevocation(
  speaker: Speaker,
  grantId: Hex,
): Promise<Signed<MessageOf<"Revocation">>> {
  const message = { grantor: speaker.personId, signer: addressOf(speaker.signer), grantId };
  return {
    message,
    signature: await sign(speaker.signer, typed("Revocation", consentDomain(speaker.home), message)),
  };
}

/**
 * Denies, or lifts a denial; it wins over every grant that carries the tag. For one person, organisation, role or anyone, and one
 * record, category or everything.
 * @throws InvalidInputError DENIAL_INVALID for none or more than eight pairs.
 */
export async function signDenial(
  speaker: Speaker,
  options: {
    readonly tagKey: Uint8Array;
    readonly pairs: readonly DeniedPair[];
    readonly denied: boolean;
    /** Unix seconds, inclusive. */
    readonly deadline: number;
  },
): Promise<Signed<MessageOf<"Denial">>> {
  const { tagKey, pairs, denied, deadline } = options;
  if (pairs.length === 0 || pairs.length > 8) {
    throw new InvalidInputError("DENIAL_INVALID", "One denial names one to eight things.", {
      facts: { pairs: pairs.length },
    });
  }
  const tags = pairs.map((pair) => denyTag(tagKey, pair));
  const message = {
    grantor: speaker.personId,
    signer: addressOf(speaker.signer),
    tags,
    denied,
    nonce: newNonce(),
    deadline,
  };
  return {
    message,
    signature: await sign(speaker.signer, typed("Denial", consentDomain(speaker.home), message)),
  };
}

export interface SignedMandate extends Signed<MessageOf<"Mandate">> {
  readonly mandateId: Hex;
}

/**
 * Agrees beforehand to the records of one treatment (surgery; DESIGN rule 8).
 * @throws InvalidInputError MANDATE_INVALID without a treatment or with an empty window.
 */
export async function signMandate(
  speaker: Speaker,
  options: {
    readonly treatmentId: Hex;
    readonly institution: Hex;
    readonly notBefore: number;
    readonly notAfter: number;
  },
): Promise<SignedMandate> {
  if (options.treatmentId === ZERO32 || options.notBefore >= options.notAfter) {
    throw new InvalidInputError("MANDATE_INVALID", "A mandate names a treatment and a span of time.");
  }
  const message = {
    patient: speaker.personId,
    signer: addressOf(speaker.signer),
    treatmentId: options.treatmentId,
    institution: options.institution,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    salt: newId(),
  };
  const domain = consentDomain(speaker.home);
  const signature = await sign(speaker.signer, typed("Mandate", domain, message));
  return { message, signature, mandateId: mandateIdOf(domain, message) };
}

/** Withdraws a mandate. */
export async function signMandateRevocation(
  speaker: Speaker,
  mandateId: Hex,
): Promise<Signed<MessageOf<"MandateRevocation">>> {
  const message = { patient: speaker.personId, signer: addressOf(speaker.signer), mandateId };
  const data = typed("MandateRevocation", consentDomain(speaker.home), message);
  return { message, signature: await sign(speaker.signer, data) };
}
