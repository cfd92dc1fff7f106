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
