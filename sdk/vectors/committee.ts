import { contractDomain, digestOf, typed } from "../src/eip712/index.ts";
import { fromHex, toHex } from "../src/codec/index.ts";
import {
  aggregateVotes,
  anchorVote,
  COMMITTEE_DOMAIN,
  COMMITTEE_ROLE,
  contribute,
  createGroup,
  createVoters,
  drawSeats,
  encodeG1Eip2537,
  encodeVotes,
  finishSetup,
  genesisSeed,
  membershipKeyOf,
  nextSeed,
  openSeats,
  possessionContext,
  proveRound,
  proveVotingKey,
  seatsOf,
  type SortitionRound,
  signVote,
  votePairingInput,
  votingKeyOf,
} from "../src/committee/index.ts";
import { decodeG1 } from "../src/crypto/bls/points.ts";
import { FR_ORDER } from "../src/crypto/index.ts";
import { SOURCE, vectorBytes, vectorId, vectorScalar, word } from "./source.ts";

const STATIONS = 5;
const SILENT = 3;
const VOTERS = [0, 1, 2, 4];
const SIGNERS = [0, 2, 4];

/** Committees: keys, a set-up with a silent station, a vote with an absentee, draws, seeds. */
export function committeeVectors() {
  const committee = toHex(vectorBytes("committee/contract", 20));
  const secrets = Array.from({ length: STATIONS }, (_, i) => vectorScalar(`committee/sk${i}`, FR_ORDER));
  return {
    source: { ...SOURCE, document: "docs/wire-formats.md, Committee" },
    domains: COMMITTEE_DOMAIN,
    chainId: 7100,
    committee,
    stations: secrets.map((secret, i) => stationVector(secret, i, committee)),
    ...voteVectors(secrets, committee),
    ...drawVectors(secrets, committee),
  };
}

function stationVector(secret: bigint, station: number, committee: `0x${string}`) {
  const organization = vectorId(`committee/organization${station}`);
  const context = possessionContext({ chainId: 7100, registry: committee, organization });
  return {
    secret: word(secret),
    publicKey: toHex(votingKeyOf(secret).publicKey),
    organization,
    context,
    possession: toHex(proveVotingKey(secret, context)),
  };
}

function voteVectors(secrets: readonly bigint[], committee: `0x${string}`) {
  const group = createGroup(secrets.map((secret) => votingKeyOf(secret).publicKey));
  const sent = secrets.map((secret, i) => contribute(group, i, secret)).filter(({ from }) => from !== SILENT);
  const setup = finishSetup(group, sent);
  const statement = anchorVote(6n, { chainId: 7101, sequence: 12n, root: vectorId("committee/root") });
  const domain = contractDomain({ contract: "Committee", chainId: 7100, address: committee });
  const digest = digestOf(typed("CommitteeVote", domain, statement));
  const message = fromHex(digest);
  const voters = createVoters(setup, VOTERS);
  const membershipKeys = setup.members.map((station) => {
    const secret = secrets[station] ?? 0n;
    const key = membershipKeyOf({ committee: setup, station, secret, contributions: setup.accepted });
    return { station, key };
  });
  const shares = membershipKeys
    .filter(({ station }) => SIGNERS.includes(station))
    .map(({ station, key: membershipKey }) => {
      const secret = secrets[station] ?? 0n;
      return { station, signature: signVote({ group, secret, membershipKey, message }) };
    });
  const vote = aggregateVotes(voters, message, shares);
  return {
    group: {
      groupId: group.groupId,
      coefficients: secrets.map((_, i) => word(group.coefficient(i))),
      aggregateKey: toHex(group.aggregateKey),
      positions: secrets.map((_, i) => toHex(group.position(i).serialize())),
    },
    setup: {
      silent: [SILENT],
      members: setup.members,
      membershipKey: toHex(setup.membershipKey),
      committeeId: setup.committeeId,
      membershipKeys: membershipKeys.map(({ station, key }) => ({ station, key: toHex(key) })),
    },
    vote: {
      statement: { ...statement, epoch: word(statement.epoch) },
      digest,
      voters: VOTERS,
      shares: shares.map(({ station, signature }) => ({ station, signature: toHex(signature) })),
      signature: toHex(vote.signature),
      absentees: vote.absentees,
      evidence: toHex(encodeVotes(vote)),
      pairingInput: toHex(votePairingInput(voters, message, vote)),
    },
  };
}

function drawVectors(secrets: readonly bigint[], committee: `0x${string}`) {
  const seed = genesisSeed({ chainId: 7100, committee, salt: vectorId("committee/salt") });
  const round: SortitionRound = { seed, epoch: 0n, role: COMMITTEE_ROLE, expected: 200n, tokens: 12_000n };
  const weights = [0n, 1n, 600n, 2_401n, 6_000n];
  const draws = secrets.map((secret, station) => {
    const weight = weights[station] ?? 0n;
    const proof = proveRound(round, secret);
    const { publicKey } = votingKeyOf(secret);
    return { station, weight, proof, draw: drawSeats(round, { publicKey, proof, weight }) };
  });
  const chance = { numerator: 200n, denominator: 12_000n };
  return {
    round: { seed, epoch: 0, role: COMMITTEE_ROLE, expected: 200, tokens: 12_000 },
    draws: draws.map(({ station, weight, proof, draw }) => ({
      station,
      weight: Number(weight),
      proof: toHex(proof),
      proofEip2537: toHex(encodeG1Eip2537(decodeG1(proof, "proof"))),
      outputs: draw.outputs.map(toHex),
      seats: draw.seats,
      openSeats: openSeats(round, station, weight).seats,
    })),
    nextSeed: nextSeed(
      round,
      draws.flatMap(({ draw }) => draw.outputs),
    ),
    seats: Array.from({ length: 12 }, (_, i) => {
      const y = BigInt(toHex(vectorBytes(`committee/y${i}`, 16)));
      const weight = [1n, 60n, 600n, 2_400n][i % 4] ?? 0n;
      return { y: word(y), weight: Number(weight), seats: Number(seatsOf(y, weight, chance)) };
    }),
  };
}
