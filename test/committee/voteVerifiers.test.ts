import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Hex, toHex } from "@medlattice/sdk/codec";
import {
  accountPossession,
  aggregateVotes,
  collectSignedVotes,
  COMMITTEE_ROLE,
  contribute,
  createGroup,
  createVoters,
  drawSeats,
  encodeG1Eip2537,
  encodeG2Eip2537,
  encodeSignedVotes,
  encodeVotes,
  finishSetup,
  membershipKeyOf,
  openSeats,
  possessionContext,
  proveRound,
  proveVotingKey,
  signVote,
  type SortitionRound,
  votingKeyOf,
} from "@medlattice/sdk/committee";
import { initCrypto } from "@medlattice/sdk/crypto";
import { privateKeyToAccount } from "viem/accounts";
import { CHAIN_ID, startVerifiers, type Verifiers } from "../../network/bench/verifiers.ts";
import { account } from "../../network/src/chain/fixtures.ts";
import { refusal } from "../circuits/fixture.ts";
import { decodeG1, decodeG2 } from "../../sdk/src/crypto/bls/points.ts";

/** A verifier keeps a book for whoever calls it, so here an account is the committee. */
const committee = account(0).address;
const STATIONS = 6;
const SILENT = 5;
const VOTERS = [0, 1, 3, 4];
const digest = toHex(new Uint8Array(32).fill(0x3d));
const bits = (stations: readonly number[]) =>
  stations.reduce((sum, station) => sum | (1n << BigInt(station)), 0n);
const round: SortitionRound = {
  seed: toHex(new Uint8Array(32).fill(0x51)),
  epoch: 9n,
  role: COMMITTEE_ROLE,
  expected: 200n,
  tokens: 12_000n,
};
const drawOf = (weight: bigint) => ({
  seed: round.seed,
  epoch: round.epoch,
  weight,
  total: round.tokens,
  expected: round.expected,
});
const organization = (station: number): Hex => toHex(new Uint8Array(32).fill(station + 1));

let chain: Verifiers;
before(async () => {
  await initCrypto();
  chain = await startVerifiers();
});
after(async () => await chain.close());

describe("BlsVoteVerifier", () => {
  const keys = Array.from({ length: STATIONS }, (_, i) => BigInt(1_000 + i));
  const name = "BlsVoteVerifier";
  let address: Hex;

  /** Set up as stations do it, the last of them silent. */
  function aSetup() {
    const group = createGroup(keys.map((secret) => votingKeyOf(secret).publicKey));
    const sent = keys.slice(0, SILENT).map((secret, i) => contribute(group, i, secret));
    return finishSetup(group, sent);
  }

  function votesFor(signers: readonly number[]) {
    const setup = aSetup();
    const message = Uint8Array.from(Buffer.from(digest.slice(2), "hex"));
    const shares = signers.map((station) => {
      const secret = keys[station] ?? 0n;
      const membershipKey = membershipKeyOf({
        committee: setup,
        station,
        secret,
        contributions: setup.accepted,
      });
      return { station, signature: signVote({ group: setup.group, secret, membershipKey, message }) };
    });
    const vote = aggregateVotes(createVoters(setup, VOTERS), message, shares);
    return { evidence: toHex(encodeVotes(vote)), shares };
  }

  const verify = async (evidence: Hex, of: Hex = digest) =>
    await chain.read(name, address, "verify", [committee, 1, bits(VOTERS), of, evidence]);

  before(async () => {
    address = await chain.deploy(name);
    for (const [station, secret] of keys.entries()) {
      const { publicKey } = votingKeyOf(secret);
      const context = possessionContext({
        chainId: CHAIN_ID,
        registry: committee,
        organization: organization(station),
      });
      const key = toHex(encodeG2Eip2537(decodeG2(publicKey, "key")));
      const proof = toHex(encodeG1Eip2537(decodeG1(proveVotingKey(secret, context), "proof")));
      await chain.executionGas(name, address, "enroll", [station, organization(station), key, proof]);
    }
    await chain.executionGas(name, address, "setUp", [STATIONS, bits([0, 1, 2, 3, 4])]);
    await chain.executionGas(name, address, "seat", [1, bits(VOTERS)]);
  });

  for (const signers of [VOTERS, [0, 3, 4], [1]]) {
    it(`takes votes of stations ${signers.join(", ")} that were added up off the chain`, async () => {
      assert.equal(await verify(votesFor(signers).evidence), bits(signers));
    });
  }

  it("takes them for nothing else", async () => {
    const { evidence } = votesFor([0, 3, 4]);
    assert.equal(await refusal(name, verify(evidence, organization(1))), "VoteVerifierFalse");
    const others: Hex = `0x${evidence.slice(2, -4)}0003`;
    assert.equal(await refusal(name, verify(others)), "VoteVerifierFalse");
  });

  it("knows a single station's share", async () => {
    const [share] = votesFor([3]).shares;
    assert.ok(share);
    const signature = toHex(encodeG1Eip2537(decodeG1(share.signature, "share")));
    const isVote = async (station: number) =>
      await chain.read(name, address, "areVotesOf", [committee, 1, bits([station]), digest, signature]);
    assert.equal(await isVote(3), true);
    assert.equal(await isVote(4), false);
  });

  for (const weight of [0n, 1n, 150n, 2_399n, 2_401n, 12_000n]) {
    it(`draws as many seats with ${weight} tokens, and the same lowest output`, async () => {
      for (const [station, secret] of keys.entries()) {
        const proof = proveRound(round, secret);
        const { publicKey } = votingKeyOf(secret);
        const { seats, outputs } = drawSeats(round, { publicKey, proof, weight });
        const encoded = toHex(encodeG1Eip2537(decodeG1(proof, "proof")));
        const drawn = await chain.read(name, address, "draw", [committee, station, drawOf(weight), encoded]);
        assert.deepEqual(drawn, [BigInt(seats), outputs.map(toHex).toSorted()[0]]);
      }
    });
  }

  it("refuses another station's draw", async () => {
    const proof = toHex(encodeG1Eip2537(decodeG1(proveRound(round, keys[0] ?? 0n), "proof")));
    const drawn = chain.read(name, address, "draw", [committee, 1, drawOf(100n), proof]);
    assert.equal(await refusal(name, drawn), "VoteVerifierFalseDraw");
  });
});

describe("EcdsaVoteVerifier", () => {
  const accounts = Array.from({ length: STATIONS }, (_, i) =>
    privateKeyToAccount(toHex(new Uint8Array(32).fill(i + 1))),
  );
  const name = "EcdsaVoteVerifier";
  let address: Hex;

  before(async () => {
    address = await chain.deploy(name);
    for (const [station, each] of accounts.entries()) {
      const context = possessionContext({
        chainId: CHAIN_ID,
        registry: committee,
        organization: organization(station),
      });
      const proof = await each.sign({ hash: accountPossession(context, each.address) });
      await chain.executionGas(name, address, "enroll", [
        station,
        organization(station),
        each.address,
        proof,
      ]);
    }
    await chain.executionGas(name, address, "setUp", [STATIONS, bits([0, 1, 2, 3, 4])]);
    await chain.executionGas(name, address, "seat", [1, bits(VOTERS)]);
  });

  it("takes a list of votes collected off the chain", async () => {
    const votes = await Promise.all(
      [4, 0, 3].map(async (station) => {
        const signer = accounts[station];
        assert.ok(signer);
        return { station, signature: await signer.sign({ hash: digest }) };
      }),
    );
    const accountOf = (station: number) => accounts[station]?.address;
    const collected = await collectSignedVotes(votes, { digest, accountOf });
    const evidence = toHex(encodeSignedVotes(collected.votes));
    const present = await chain.read(name, address, "verify", [committee, 1, bits(VOTERS), digest, evidence]);
    assert.equal(present, bits([0, 3, 4]));
  });

  it("draws openly as many seats, and the same lowest output", async () => {
    for (const weight of [150n, 12_000n]) {
      const { seats, outputs } = openSeats(round, 2, weight);
      const drawn = await chain.read(name, address, "draw", [committee, 2, drawOf(weight), "0x"]);
      assert.deepEqual(drawn, [BigInt(seats), outputs.map(toHex).toSorted()[0]]);
    }
  });
});
