/**
 * Every domain-separation string of this folder, each used for one thing. No string is a prefix of another, because
 * several of them are hashed directly in front of their data; a test checks both.
 */
export const DOMAIN = {
  capsule: "medlattice/capsule/v1",
  capsuleProof: "medlattice/capsule-pok/v1",
  kem: "medlattice/afgh-kem/v1",
  partial: "medlattice/partial/v1",
  organizationPartial: "medlattice/organization-partial/v1",
  keyGenerationG1: "medlattice/key-generation-g1/v1",
  keyGenerationG2: "medlattice/key-generation-g2/v1",
  keyGenerationTranscript: "medlattice/key-generation-transcript/v1",
  commitmentMessage: "medlattice/commitment-message/v1",
  commitmentProof: "medlattice/ch-or/v1",
  commitmentGenerator: "medlattice/ch-or/H2/v1",
  commitmentKey: "medlattice/chameleon-pop/v1",
  babyJubjubGenerator: "medlattice/ch-babyjubjub/H2/v1",
  babyJubjubContext: "medlattice/ch-groth16/v1",
  babyJubjubKey: "medlattice/chameleon-babyjubjub-pop/v1",
  opening: "medlattice/opening/v1",
  nullifier: "medlattice/nullifier/v1",
  custodyProof: "medlattice/custody-pok/v1",
  custodyTranscript: "medlattice/custody-transcript/v1",
  custodyNonce: "medlattice/custody-nonce/v1",
  custodyTask: "medlattice/custody-task/v1",
  custodyCommitments: "medlattice/custody-commitments/v1",
  custodyBinding: "medlattice/custody-binding/v1",
} as const;
