/** Step 1, for everyone: one member's commitments. */
export interface KeyContribution {
  readonly index: number;
  /** g^(u_j,k), G1, `threshold` of them. */
  readonly u: readonly Uint8Array[];
  /** ĝ^(r_j,k), G2, `threshold` of them. */
  readonly r: readonly Uint8Array[];
  /** e(g, ĝ)^(z_j,k) for k = 1 … 2·threshold − 2, GT. */
  readonly zero: readonly Uint8Array[];
  /** Proofs of knowledge of u_j and r_j. */
  readonly proofs: { readonly u: SchnorrProof; readonly r: SchnorrProof };
}

/** Step 1, for one member's eyes, and signed by the dealer so that it can stand as evidence. */
export interface KeyContributionShare {
  readonly from: number;
  readonly to: number;
  readonly u: bigint;
  readonly r: bigint;
  readonly zero: bigint;
}

export interface SchnorrProof {
  readonly c: bigint;
  readonly z: bigint;
}
