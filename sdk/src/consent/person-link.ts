import type { Hex } from "../codec/index.ts";
import {
  addressOf,
  contractDomain,
  requireSignature,
  sign,
  typed,
  type SignatureCheck,
  type Signer,
  type Typed,
} from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import type { PersonLinkProof } from "./deal-schema.ts";

/** One pseudonym and the account that signs for it; accounts differ per chain, so that pseudonyms do not link. */
export interface Pseudonym {
  readonly personId: Hex;
  readonly chainId: number;
  readonly identityRegistry: Hex;
  readonly signer: Signer;
}

/** Both pseudonyms of a person say that they are one, for one grant (DESIGN rule 1: only the holder can link them). */
export async function linkPseudonyms(
  home: Pseudonym,
  record: Pseudonym,
  grantId: Hex,
): Promise<PersonLinkProof> {
  return { home: await linkSide(home, record, grantId), record: await linkSide(record, home, grantId) };
}

/**
 * Checks both statements. Whether each signer controls its pseudonym is the registries' to say.
 * @throws VerificationError PERSON_LINK_MISMATCH (facts.member) | SIGNATURE_INVALID
 */
export async function verifyLink(options: {
  readonly link: PersonLinkProof;
  readonly grantId: Hex;
  readonly home: { readonly personId: Hex; readonly chainId: number };
  readonly record: { readonly personId: Hex; readonly chainId: number };
  readonly check?: SignatureCheck;
}): Promise<void> {
  const { link, grantId, check } = options;
  for (const side of ["home", "record"] as const) {
    const [own, other] = side === "home" ? [link.home, link.record] : [link.record, link.home];
    const expected = options[side];
    if (own.personId !== expected.personId) throw mismatch(`${side}.personId`);
    if (own.chainId !== expected.chainId) throw mismatch(`${side}.chainId`);
    const { signer, signature } = own;
    const data = linkMessage(own, other, grantId);
    await requireSignature({ data, signer, signature, ...(check === undefined ? {} : { check }) });
  }
}

type Side = Omit<Pseudonym, "signer">;

async function linkSide(own: Pseudonym, other: Side, grantId: Hex): Promise<PersonLinkProof["home"]> {
  const { personId, chainId, identityRegistry, signer } = own;
  const signature = await sign(signer, linkMessage(own, other, grantId));
  return { personId, chainId, identityRegistry, signer: addressOf(signer), signature };
}

function linkMessage(own: Side, other: Side, grantId: Hex): Typed<"PersonLink"> {
  const domain = contractDomain({
    contract: "IdentityRegistry",
    chainId: own.chainId,
    address: own.identityRegistry,
  });
  return typed("PersonLink", domain, {
    personId: own.personId,
    linkedPersonId: other.personId,
    linkedChainId: BigInt(other.chainId),
    grantId,
  });
}

function mismatch(member: string): VerificationError {
  return new VerificationError(
    "PERSON_LINK_MISMATCH",
    "The link is between other pseudonyms than the deal's.",
    {
      facts: { member },
    },
  );
}
