import { fromHex, keccak256, toHex, utf8, type Hex } from "../codec/index.ts";
import type { ContractDomain } from "./domains.ts";
import type { MessageOf } from "./structs.ts";
import { digestOf, hashOf, typed } from "./typed.ts";

/** `keccak256("medlattice/organization/v1" ‖ dnsName)`: the same on every chain. */
export function orgIdOf(dnsName: string): Hex {
  return toHex(keccak256(utf8(`medlattice/organization/v1${dnsName}`)));
}

/** hashStruct(Statement): stands for the summary and purpose when terms are presented on chain. */
export function statementHash(statement: MessageOf<"Statement">): Hex {
  return hashOf("Statement", statement);
}

/** hashStruct(Terms): all the chain keeps of what was agreed. */
export function termsHash(terms: MessageOf<"Terms">): Hex {
  return hashOf("Terms", terms);
}

/** Digest of `Grant`, domain included: unique to chain and contract, and the salted hash of the terms. */
export function grantIdOf(domain: ContractDomain, grant: MessageOf<"Grant">): Hex {
  return digestOf(typed("Grant", domain, grant));
}

/** Digest of `Mandate`. */
export function mandateIdOf(domain: ContractDomain, mandate: MessageOf<"Mandate">): Hex {
  return digestOf(typed("Mandate", domain, mandate));
}

/** Digest of `OpenRequest`: names one access for proxies and receipts. */
export function accessIdOf(domain: ContractDomain, request: MessageOf<"OpenRequest">): Hex {
  return digestOf(typed("OpenRequest", domain, request));
}

/** hashStruct(Credential): what the first controller accepts with `Enrollment`. */
export function credentialHash(credential: MessageOf<"Credential">): Hex {
  return hashOf("Credential", credential);
}

/** hashStruct(Correction): what the patient's `CorrectionPermission` names. */
export function correctionHashOf(correction: MessageOf<"Correction">): Hex {
  return hashOf("Correction", correction);
}

/** Leaf of a batch of proposals: keccak256(hashStruct(Proposal)); hashed again so that no leaf is an inner node. */
export function proposalLeaf(proposal: MessageOf<"Proposal">): Hex {
  return toHex(keccak256(fromHex(hashOf("Proposal", proposal))));
}

/** Leaf beside a proposal's in a batch on challenge: keccak256(hashStruct(Claim)). */
export function claimLeaf(claim: MessageOf<"Claim">): Hex {
  return toHex(keccak256(fromHex(hashOf("Claim", claim))));
}

/** Leaf of a batch of receipts: keccak256(hashStruct(Receipt)). */
export function receiptLeaf(receipt: MessageOf<"Receipt">): Hex {
  return toHex(keccak256(fromHex(hashOf("Receipt", receipt))));
}
