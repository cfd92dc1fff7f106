export * from "./bounds/index.ts";
export { decodeG1Eip2537, decodeG2Eip2537, encodeG1Eip2537, encodeG2Eip2537 } from "./bls/eip2537.ts";
export { hashToG1 } from "./bls/hashToG1.ts";
export { COMMITTEE_DOMAIN, type VoteDomains } from "./domains.ts";
export { accountApplicationOf } from "./ecdsa/accountApplication.ts";
export {
  type AccountOfStation,
  type CollectedVotes,
  collectSignedVotes,
  decodeSignedVotes,
  ECDSA_EVIDENCE,
  encodeSignedVotes,
  type SignedVote,
  type SignedVoteCheck,
  verifySignedVotes,
} from "./ecdsa/signedVotes.ts";
export { type Contribution, contribute, verifyContribution } from "./group/contribution.ts";
export { type ContributionJson, decodeContribution, encodeContribution } from "./group/contributionJson.ts";
export { createGroup, MOST_STATIONS, type StationGroup } from "./group/createGroup.ts";
export { type Committee, committeeOf, finishSetup, type LeftOut, type Setup } from "./group/finishSetup.ts";
export { membershipKeyOf } from "./group/membershipKey.ts";
export {
  accountPossession,
  type KeyHolder,
  possessionContext,
  proveVotingKey,
  verifyVotingKey,
} from "./keys/possession.ts";
export { applicationOf, signatureOnChain, votingKeyFromChain } from "./keys/onChain.ts";
export { generateVotingKey, type VotingKey, votingKeyOf } from "./keys/votingKey.ts";
export { type Draw, drawSeats, openSeats, proveRound } from "./sortition/drawSeats.ts";
export { partsOf } from "./sortition/parts.ts";
export { drawOutput, openDrawOutput, proveDraw, verifyDraw } from "./sortition/proof.ts";
export {
  COMMITTEE_ROLE,
  genesisSeed,
  nextSeed,
  roundMessage,
  type SortitionRound,
} from "./sortition/round.ts";
export { type Chance, MOST_EXPECTED_SEATS, MOST_SEATS, seatsOf, WEIGHT_LIMIT } from "./sortition/seats.ts";
export { type AggregatedVotes, aggregateVotes, type VoteShare } from "./votes/aggregateVotes.ts";
export { BLS_EVIDENCE, decodeVotes, encodeVotes } from "./votes/encodeVotes.ts";
export { isPinned, type Standing } from "./votes/isPinned.ts";
export { votePairingInput } from "./votes/pairingInput.ts";
export { signVote } from "./votes/signVote.ts";
export { type AggregateVote, verifyVotes } from "./votes/verifyVotes.ts";
export { createVoters, type Voters } from "./votes/voters.ts";
export { isEquivocation } from "./proposals/isEquivocation.ts";
export {
  anchorVote,
  type CommitteeVote,
  createStationVote,
  equivocationVote,
  pinVote,
  setUpVote,
  type StationApplication,
  storageVote,
  VOTE_KIND,
} from "./proposals/proposals.ts";
