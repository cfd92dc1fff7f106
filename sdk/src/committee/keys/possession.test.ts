import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { toHex } from "../../codec/index.ts";
import { addG2, baseG2, decodeG2, encodePoint } from "../../crypto/bls/points.ts";
import { FR_ORDER, initCrypto, platformRandom } from "../../crypto/index.ts";
import { withCode } from "../../testing/errors.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";
import { type KeyHolder, possessionContext, proveVotingKey, verifyVotingKey } from "./possession.ts";
import { generateVotingKey, votingKeyOf } from "./votingKey.ts";

before(initCrypto);

const aHolder = (): KeyHolder => ({
  chainId: 7100,
  registry: toHex(platformRandom(20)),
  organization: toHex(platformRandom(32)),
});

describe("proof of possession", () => {
  const aClaim = () => {
    const holder = aHolder();
    const { secret, publicKey } = generateVotingKey();
    const context = possessionContext(holder);
    return { holder, secret, publicKey, context, proof: proveVotingKey(secret, context) };
  };

  it("holds for its key and station", () => {
    verifyVotingKey(aClaim());
  });

  it("holds for no other chain, contract or station", () => {
    const { holder, ...claim } = aClaim();
    for (const other of [
      { chainId: 7101 },
      { registry: aHolder().registry },
      { organization: claim.context },
    ])
      assert.throws(
        () => verifyVotingKey({ ...claim, context: possessionContext({ ...holder, ...other }) }),
        withCode("VOTING_KEY_UNPROVEN"),
      );
  });

  it("holds under no other tag, so that no vote can serve as one", () => {
    const claim = aClaim();
    for (const domain of [COMMITTEE_DOMAIN.vote, COMMITTEE_DOMAIN.sortition])
      assert.throws(() => verifyVotingKey({ ...claim, domain }), withCode("VOTING_KEY_UNPROVEN"));
  });

  it("cannot be made for a key made of another's key", () => {
    const victim = generateVotingKey();
    const own = 0x1234n;
    // ĝ^own − P: with the victim's key it adds up to ĝ^own, of which the attacker knows the secret.
    const rogue = encodePoint(addG2(baseG2(own), mulByMinusOne(victim.publicKey)));
    const context = possessionContext(aHolder());
    for (const proof of [proveVotingKey(own, context), proveVotingKey(victim.secret, context)])
      assert.throws(
        () => verifyVotingKey({ publicKey: rogue, proof, context }),
        withCode("VOTING_KEY_UNPROVEN"),
      );
  });

  it("needs a key and a proof in their groups", () => {
    const claim = aClaim();
    const identity = Uint8Array.from({ length: 96 }, (_, i) => (i === 0 ? 0xc0 : 0));
    assert.throws(
      () => verifyVotingKey({ ...claim, publicKey: identity }),
      withCode("POINT_INVALID", { name: "publicKey", reason: "identity" }),
    );
    assert.throws(
      () => verifyVotingKey({ ...claim, proof: identity.subarray(0, 48) }),
      withCode("POINT_INVALID", { name: "proof", reason: "identity" }),
    );
  });
});

describe("votingKeyOf", () => {
  it("takes secrets in [1, r) only, and shows none in its error", () => {
    for (const secret of [0n, FR_ORDER, -1n]) {
      assert.throws(() => votingKeyOf(secret), withCode("SCALAR_INVALID", { name: "secret" }));
    }
    assert.deepEqual(votingKeyOf(1n).publicKey, encodePoint(baseG2(1n)));
  });
});

function mulByMinusOne(key: Uint8Array) {
  const flipped = Uint8Array.from(key);
  // The sign of y stands in the third bit.
  flipped[0] = (flipped[0] ?? 0) ^ 0x20;
  return decodeG2(flipped, "key");
}
