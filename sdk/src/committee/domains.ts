/**
 * Domain strings of committees, each used for one thing and none the beginning of another (a test checks both, also against those
 * of the other cryptography). `vote`, `position`, `possession` and `sortition` are tags of hash_to_curve (RFC 9380 §3.1), suite
 * BLS12381G1_XMD:SHA-256_SSWU_RO_; the others are hashed in front of their data. Whatever hashes takes the string as an
 * argument, so that vectors made with other strings can be checked.
 */
export const COMMITTEE_DOMAIN = {
  vote: "medlattice/committee-vote/v1",
  position: "medlattice/committee-position/v1",
  coefficient: "medlattice/committee-coefficient/v1",
  possession: "medlattice/committee-possession/v1",
  possessionContext: "medlattice/committee-key-context/v1",
  committee: "medlattice/committee-members/v1",
  sortition: "medlattice/committee-sortition/v1",
  sortitionDraw: "medlattice/committee-draw/v1",
  genesisSeed: "medlattice/committee-genesis/v1",
  nextSeed: "medlattice/committee-seed/v1",
} as const;

/** What a multisignature hashes with. */
export interface VoteDomains {
  readonly vote: string;
  readonly position: string;
  readonly coefficient: string;
}
