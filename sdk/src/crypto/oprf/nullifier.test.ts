import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import { toHex, type Hex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import {
  type NullifierEvaluation,
  blindNullifier,
  dealNullifierKey,
  evaluateNullifier,
  finalizeNullifier,
  verifyNullifierEvaluation,
  verifyNullifierShare,
} from "../index.ts";
import { aKey, aPlace, anIdentity, inputOf, nullifierOf } from "../testing/nullifierFixtures.ts";
import { anId, at } from "../testing/fixtures.ts";
import { RISTRETTO_ORDER, encodeScalar } from "./group.ts";
import { lagrangeAtZero } from "../primitives/shamir.ts";

describe("nullifiers", () => {
  it("are the PRF of the shared key, whichever authorities answer and however it was blinded", () => {
    const { key, shares } = aKey();
    const realId = anIdentity();
    const chosen = shares.slice(0, 2);
    const lambdas = lagrangeAtZero([1, 2], RISTRETTO_ORDER);
    const k = chosen.reduce((sum, { share }, i) => (sum + share * at(lambdas, i)) % RISTRETTO_ORDER, 0n);
    const { voprf } = ristretto255_oprf;
    const input = inputOf(realId);
    const { blind, blinded } = voprf.blind(input);
    const publicKey = at(key.commitments, 0);
    const { evaluated, proof } = voprf.blindEvaluate(encodeScalar(k), publicKey, blinded);
    const expected = voprf.finalize(input, blind, evaluated, blinded, publicKey, proof).slice(0, 32);
    for (const some of [chosen, shares.slice(1), [at(shares, 2), at(shares, 0)], shares]) {
      assert.equal(nullifierOf(key, some, realId), toHex(expected));
    }
  });

  it("differ by identity, chain, registry and key", () => {
    const { key, shares } = aKey();
    const evaluate = (parameters: { realId: string; chainId: bigint; registryId: Hex }) => {
      const asked = blindNullifier(parameters);
      const evaluations = shares.map((share) => evaluateNullifier({ key, blinded: asked.blinded, ...share }));
      return finalizeNullifier({ key, evaluations, ...asked });
    };
    const valid = { realId: anIdentity(), ...aPlace() };
    const other = aKey();
    const all = [
      evaluate(valid),
      evaluate({ ...valid, realId: anIdentity("1980-0101-1235") }),
      evaluate({ ...valid, chainId: 7101n }),
      evaluate({ ...valid, registryId: anId() }),
      nullifierOf(other.key, other.shares, valid.realId),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it("work with a single authority", () => {
    const { key, shares } = dealNullifierKey({ threshold: 1, indices: [1] });
    assert.equal(nullifierOf(key, shares, anIdentity()), nullifierOf(key, shares, anIdentity()));
  });
});

describe("finalizeNullifier", () => {
  const asking = () => {
    const { key, shares } = aKey();
    const asked = blindNullifier({ realId: anIdentity(), ...aPlace() });
    const evaluations = shares.map((share) => evaluateNullifier({ key, blinded: asked.blinded, ...share }));
    return { key, shares, ...asked, evaluations };
  };

  it("does without a lying authority, and names it when nobody stands in", () => {
    const valid = asking();
    const [first, second, third] = valid.evaluations;
    assert.ok(first && second && third);
    const right = finalizeNullifier(valid);
    const lie: NullifierEvaluation = { ...first, evaluated: second.evaluated };
    assert.equal(finalizeNullifier({ ...valid, evaluations: [lie, second, third] }), right);
    assert.throws(
      () => finalizeNullifier({ ...valid, evaluations: [lie, second] }),
      withCode("PARTIALS_FALSE", { liars: "1" }),
    );
    const malformed = { ...second, evaluated: new Uint8Array(32) };
    assert.throws(
      () => finalizeNullifier({ ...valid, evaluations: [first, malformed] }),
      withCode("PARTIALS_FALSE", { liars: "2" }),
    );
  });

  it("needs the threshold, and counts nobody twice", () => {
    const valid = asking();
    const [first] = valid.evaluations;
    assert.ok(first);
    assert.throws(() => finalizeNullifier({ ...valid, evaluations: [first] }), withCode("PARTIALS_TOO_FEW"));
    assert.throws(
      () => finalizeNullifier({ ...valid, evaluations: [first, first] }),
      withCode("INDEX_DUPLICATE", { index: 1 }),
    );
  });

  it("takes no evaluation of another question or by another share", () => {
    const valid = asking();
    const other = asking();
    const [evaluation] = valid.evaluations;
    assert.ok(evaluation);
    const { key, blinded } = valid;
    verifyNullifierEvaluation({ key, blinded, evaluation });
    const refused = withCode("EVALUATION_INVALID");
    assert.throws(() => verifyNullifierEvaluation({ key, blinded: other.blinded, evaluation }), refused);
    assert.throws(() => verifyNullifierEvaluation({ key: other.key, blinded, evaluation }), refused);
    assert.throws(
      () => verifyNullifierEvaluation({ key, blinded, evaluation: { ...evaluation, index: 2 } }),
      refused,
    );
  });

  it("accuses nobody when the key itself is malformed", () => {
    const valid = asking();
    assert.throws(
      () => finalizeNullifier({ ...valid, key: { ...valid.key, threshold: 3 } }),
      withCode("DEAL_INVALID"),
    );
    assert.throws(() => finalizeNullifier({ ...valid, blind: 0n }), withCode("SCALAR_INVALID"));
  });
});

describe("shares of the key", () => {
  it("verify, and are refused when false, of another authority or out of range", () => {
    const { key, shares } = aKey();
    for (const share of shares) verifyNullifierShare({ key, ...share });
    const { index, share } = at(shares, 0);
    const refused = withCode("SHARE_INVALID", { index });
    assert.throws(
      () => verifyNullifierShare({ key, index, share: (share % (RISTRETTO_ORDER - 1n)) + 1n }),
      refused,
    );
    assert.throws(
      () => verifyNullifierShare({ key, index: 3, share }),
      withCode("SHARE_INVALID", { index: 3 }),
    );
    assert.throws(() => verifyNullifierShare({ key, index, share: 0n }), withCode("SCALAR_INVALID"));
    assert.throws(() => verifyNullifierShare({ key, index: 0, share }), withCode("INDEX_INVALID"));
    assert.throws(() => dealNullifierKey({ threshold: 3, indices: [1, 2] }), withCode("THRESHOLD_INVALID"));
    assert.throws(() => dealNullifierKey({ threshold: 1, indices: [1, 1] }), withCode("INDEX_DUPLICATE"));
  });
});
