import type { Hex } from "../codec/index.ts";
import {
  addressOf,
  contractDomain,
  digestOf,
  requireSignature,
  sign,
  typed,
  type SignatureCheck,
  type Signer,
  type Typed,
} from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import { newId } from "../record/index.ts";
import type { PersonLink, PersonLinkProof } from "./deal-schema.ts";
import { dealLeaf, requireDealt } from "./deal-tree.ts";
import type { ConsentHome } from "./home.ts";

/** One pseudonym and the account that signs for it; accounts differ per chain, so that pseudonyms do not link. */
export interface Pseudonym {
  readonly personId: Hex;
  readonly chainId: number;
  readonly identityRegistry: Hex;
  readonly signer: Signer;
}

/**
 * A person says that both pseudonyms are hers, for one grant (DESIGN rule 1: only the holder can link them). Signed here is the record's
 * side; the home's account signs its own together with all deals of the grant.
 */
export async function linkPseudonyms(home: Side, record: Pseudonym, grantId: Hex): Promise<PersonLink> {
  const signature = await sign(record.signer, linkMessage(record, home, grantId));
  return {
    salt: newId(),
    home: sideOf(home),
    record: { ...sideOf(record), signer: addressOf(record.signer), signature },
  };
}

/** The home's side in the tree of what is dealt. */
export function linkLeaf({ salt, home, record }: PersonLink, grantId: Hex): Hex {
  return dealLeaf("link", [digestOf(linkMessage(home, record, grantId)), salt]);
}

/**
 * Checks both sides. Whether each signer controls its pseudonym is the registries' to say.
 * @throws VerificationError PERSON_LINK_MISMATCH (facts.member) | SIGNATURE_INVALID
 */
export async function verifyLink(options: {
  readonly link: PersonLinkProof;
  readonly grantId: Hex;
  readonly home: { readonly personId: Hex } & ConsentHome;
  readonly record: { readonly personId: Hex; readonly chainId: number };
  readonly check?: SignatureCheck | undefined;
}): Promise<void> {
  const { link, grantId, check } = options;
  for (const side of ["home", "record"] as const) {
    if (link[side].personId !== options[side].personId) throw mismatch(`${side}.personId`);
    if (link[side].chainId !== options[side].chainId) throw mismatch(`${side}.chainId`);
  }
  const { home, record } = link;
  const of = { home: options.home, grantor: home.personId, grantId };
  await requireDealt(of, { ...home, leaf: linkLeaf(link, grantId), check });
  await requireSignature({
    data: linkMessage(record, home, grantId),
    signer: record.signer,
    signature: record.signature,
    ...(check === undefined ? {} : { check }),
  });
}

type Side = Omit<Pseudonym, "signer">;

function sideOf({ personId, chainId, identityRegistry }: Side): Side {
  return { personId, chainId, identityRegistry };
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
