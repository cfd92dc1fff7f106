import { fileURLToPath } from "node:url";

/** What is deployed on every chain under an address of its own in the network description, in the order of deployment. */
export const CONTRACT_NAMES = [
  "OrganizationRegistry",
  "IdentityRegistry",
  "ConsentRegistry",
  "RecordRegistry",
  "UsageLedger",
  "RecordCorrection",
] as const;

/** What a consortium chain has beside them, in the order of deployment. */
export const BRIDGE_NAMES = ["SummaryInbox"] as const;

/** What a consortium chain decides with, in the order of deployment; it has one of the two verifiers of votes. */
export const COMMITTEE_NAMES = [
  "MedToken",
  "Reputation",
  "BlsVoteVerifier",
  "EcdsaVoteVerifier",
  "Committee",
] as const;

/** What a public chain has. */
export const PUBLIC_NAMES = ["AnchorRegistry"] as const;

/** What `RecordCorrection` may be given to verify proofs with; which of them a chain has, `CorrectionScheme` says. */
export const VERIFIER_NAMES = ["SigmaOrCommitments", "Groth16Commitments", "AmendmentVerifier"] as const;

/** Every contract that is deployed anywhere. */
export const DEPLOYED_NAMES = [
  ...CONTRACT_NAMES,
  ...VERIFIER_NAMES,
  ...BRIDGE_NAMES,
  ...COMMITTEE_NAMES,
  ...PUBLIC_NAMES,
] as const;

/** Name of a deployed contract. */
export type ContractName = (typeof CONTRACT_NAMES)[number];

export type BridgeName = (typeof BRIDGE_NAMES)[number];
export type CommitteeName = (typeof COMMITTEE_NAMES)[number];

/** The `contracts/` folder of this checkout, with a slash at its end. */
export const CONTRACTS_FOLDER = fileURLToPath(new URL("../", import.meta.url));

/** A record with one value for every contract. */
export function forEachContract<T>(make: (name: ContractName) => T): Readonly<Record<ContractName, T>> {
  const entries: readonly (readonly unknown[])[] = CONTRACT_NAMES.map((name) => [name, make(name)]);
  const record: Record<ContractName, T> = Object.fromEntries(entries);
  return record;
}
