import type { Hex } from "../codec/index.ts";

/** The links of a proof, in the order in which they are looked at. */
export const PROOF_LINKS = [
  "record",
  "signers",
  "label",
  "standing",
  "tree",
  "account",
  "snapshot",
  "anchor",
  "stations",
  "public-chain",
] as const;

export type ProofLink = (typeof PROOF_LINKS)[number];

/** What each link says, for people: "breaks where …". */
export const LINK_WORDS: Readonly<Record<ProofLink, string>> = {
  record: "the record is signed by doctor and patient",
  signers: "those signatures are the doctor's and the patient's own",
  label: "the correction stands in the log of corrections",
  standing: "the institution says how the record stands",
  tree: "the record is in the patient's tree",
  account: "the tree is that of the patient's account",
  snapshot: "the account is in the snapshot of the institution's chain",
  anchor: "the snapshot is under the network's anchor",
  stations: "the stations have signed the anchor",
  "public-chain": "the anchor is on the public chain",
};

/** Never plain “valid” (DESIGN rule 20). */
export interface VerifiedProof {
  /** `registered`: as version v, corrections known up to a block; `superseded`: corrected or erased by then. */
  readonly status: "registered" | "superseded";
  readonly chainId: number;
  readonly recordId: Hex;
  readonly version: number;
  readonly institution: Hex;
  readonly patient: Hex;
  /** Accounts that signed for doctor and patient. */
  readonly signers: { readonly author: Hex; readonly patient: Hex | null };
  /** Whether somebody who knows was asked whose these accounts are. */
  readonly areSignersKnown: boolean;
  /** Corrections after this block of the record's chain are not known. */
  readonly knownUpTo: number;
  /** Unix seconds: when the institution said so. */
  readonly attestedAt: number;
  /** Block of the record's chain at which the record was under the anchored root. */
  readonly snapshotBlock: number;
  readonly anchor: { readonly chainId: number; readonly sequence: number; readonly root: Hex };
  /** Whether a node of the public chain was asked. */
  readonly isSeenOnChain: boolean;
}
