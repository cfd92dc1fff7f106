import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { fromHex, type Hex, toHex } from "../../codec/index.ts";
import { platformRandom } from "../../crypto/index.ts";
import { SECP256K1_ORDER } from "../../eip712/index.ts";
import { withCode } from "../../testing/errors.ts";
import {
  collectSignedVotes,
  decodeSignedVotes,
  encodeSignedVotes,
  type SignedVote,
  verifySignedVotes,
} from "./signedVotes.ts";

const aVote = async () => {
  const accounts = Array.from({ length: 4 }, () => privateKeyToAccount(generatePrivateKey()));
  const digest = toHex(platformRandom(32));
  const sign = async (station: number, hash: Hex = digest): Promise<SignedVote> => {
    const account = accounts[station];
    assert.ok(account);
    return { station, signature: await account.sign({ hash }) };
  };
  const accountOf = (station: number) => accounts[station]?.address;
  const votes = await Promise.all([sign(2), sign(0), sign(3)]);
  return { sign, votes, question: { digest, accountOf } };
};

describe("collectSignedVotes and verifySignedVotes", () => {
  it("say who signed, in order, whatever the order in which votes came", async () => {
    const { votes, question } = await aVote();
    const collected = await collectSignedVotes(votes, question);
    assert.deepEqual(collected.leftOut, []);
    assert.deepEqual(await verifySignedVotes(encodeSignedVotes(collected.votes), question), [0, 2, 3]);
  });

  it("leave out and name outsiders, forgeries and votes for something else, and count nobody twice", async () => {
    const { sign, votes, question } = await aVote();
    const [first] = votes;
    assert.ok(first);
    const odd = [{ ...first, station: 7 }, await sign(1, toHex(platformRandom(32))), first];
    const collected = await collectSignedVotes([...odd, ...votes], question);
    assert.deepEqual(
      collected.votes.map(({ station }) => station),
      [0, 2, 3],
    );
    assert.deepEqual(collected.leftOut, [
      { station: 7, reason: "NOT_A_MEMBER" },
      { station: 1, reason: "VOTE_FALSE" },
    ]);
  });

  it("keep a station's true vote though a false one in its name came first", async () => {
    const { votes, question } = await aVote();
    const [first, second] = votes;
    assert.ok(first && second);
    const collected = await collectSignedVotes(
      [{ ...first, signature: second.signature }, ...votes],
      question,
    );
    assert.equal(collected.votes.length, 3);
    assert.deepEqual(collected.leftOut, []);
  });

  it("refuse evidence with one vote that is not its station's, and name the station", async () => {
    const { sign, question } = await aVote();
    const [a, b] = [await sign(0), await sign(1, toHex(platformRandom(32)))];
    await assert.rejects(
      verifySignedVotes(encodeSignedVotes([a, b]), question),
      withCode("VOTE_FALSE", { station: 1 }),
    );
    const outsider = encodeSignedVotes([a, { station: 9, signature: a.signature }]);
    await assert.rejects(verifySignedVotes(outsider, question), withCode("NOT_A_MEMBER", { station: 9 }));
  });

  it("refuse the other form of a signature, with s in the upper half", async () => {
    const { sign, question } = await aVote();
    const { station, signature } = await sign(0);
    const s = SECP256K1_ORDER - BigInt(`0x${signature.slice(66, 130)}`);
    const v = signature.endsWith("1b") ? "1c" : "1b";
    const twin: Hex = `0x${signature.slice(2, 66)}${s.toString(16).padStart(64, "0")}${v}`;
    await assert.rejects(
      verifySignedVotes(encodeSignedVotes([{ station, signature: twin }]), question),
      withCode("VOTE_FALSE"),
    );
  });
});

describe("encodeSignedVotes", () => {
  it("comes back, also of a station beyond 255", async () => {
    const { sign } = await aVote();
    const votes = [await sign(1), { ...(await sign(2)), station: 300 }];
    const bytes = encodeSignedVotes(votes);
    assert.equal(bytes.length, 1 + 2 * 67);
    assert.deepEqual(bytes.subarray(68, 70), fromHex("0x012c"));
    assert.deepEqual(decodeSignedVotes(bytes), votes);
  });

  it("refuses a station twice, other versions, nobody, and half a vote", async () => {
    const { sign } = await aVote();
    const vote = await sign(1);
    assert.throws(() => encodeSignedVotes([vote, vote]), withCode("STATIONS_UNORDERED"));
    const bytes = encodeSignedVotes([vote]);
    const twice = Uint8Array.from([...bytes, ...bytes.subarray(1)]);
    assert.throws(() => decodeSignedVotes(twice), withCode("STATIONS_UNORDERED"));
    assert.throws(
      () => decodeSignedVotes(Uint8Array.from([1, ...bytes.subarray(1)])),
      withCode("VOTES_MALFORMED"),
    );
    assert.throws(() => decodeSignedVotes(bytes.subarray(0, -1)), withCode("VOTES_MALFORMED"));
    assert.throws(() => decodeSignedVotes(Uint8Array.of(2)), withCode("VOTES_EMPTY"));
  });
});
