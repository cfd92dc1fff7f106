import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { BN254_ORDER, Point, multiply, toAffine } from "../commitment/bn254.ts";
import {
  checkCustody,
  combineContributions,
  commitmentKeyOf,
  createCustodyContribution,
  custodyPolynomial,
  custodyPublicKey,
  custodyTranscript,
  finishCustodyKey,
  judgeDealtShare,
  verificationShareOf,
  verifyCustodyContribution,
  verifyCustodyShare,
} from "../index.ts";
import { lagrangeAtZero } from "../primitives/shamir.ts";
import { at, dealtCustody } from "../testing/custodyFixtures.ts";
import { anId } from "../testing/fixtures.ts";
import { decodePoint32, encodePoint32 } from "./points.ts";

const sizes = fc
  .integer({ min: 2, max: 4 })
  .chain((threshold) => fc.integer({ min: threshold, max: 5 }).map((officers) => ({ threshold, officers })));

describe("a trapdoor without a dealer", () => {
  it("is one key for everyone, and any threshold of shares is its logarithm", () => {
    checkProperty(
      fc.property(sizes, fc.nat(), ({ threshold, officers }, seed) => {
        const dealt = dealtCustody(threshold, officers);
        const finished = dealt.session.indices.map((index) => finishCustodyKey({ ...dealt, index }));
        const { key, transcript } = at(finished, 0);
        for (const other of finished) {
          assert.deepEqual(other.key, key);
          assert.equal(other.transcript, transcript);
          assert.equal(
            verificationShareOf(key, other.share.index),
            encodePoint32(multiply(Point.BASE, other.share.share)),
          );
        }
        const signers = Array.from(
          { length: threshold },
          (_, k) => at(finished, (seed + k) % officers).share,
        );
        const lambdas = lagrangeAtZero(
          signers.map(({ index }) => index),
          BN254_ORDER,
        );
        const x = signers.reduce((sum, { share }, k) => (sum + share * at(lambdas, k)) % BN254_ORDER, 0n);
        assert.deepEqual(commitmentKeyOf(x), custodyPublicKey(key));
        const fewer = signers.slice(1);
        const guess = lagrangeAtZero(
          fewer.map(({ index }) => index),
          BN254_ORDER,
        ).reduce((sum, lambda, k) => (sum + at(fewer, k).share * lambda) % BN254_ORDER, 0n);
        assert.notEqual(guess, x);
      }),
      8,
    );
  });

  it("names whose contribution is false, for each thing changed", () => {
    const dealt = dealtCustody();
    const { session } = dealt;
    const good = at(dealt.contributions, 1);
    const other = at(dealt.contributions, 2);
    verifyCustodyContribution(session, good);
    const refused = withCode("CONTRIBUTION_INVALID", { index: 2 });
    const { c, z } = good.proof;
    for (const changed of [
      { ...good, proof: { c: (c + 1n) % BN254_ORDER, z } },
      { ...good, proof: { c, z: (z + 1n) % BN254_ORDER } },
      { ...good, proof: other.proof },
      { ...good, commitments: [at(good.commitments, 0), at(other.commitments, 1)] },
      { ...good, commitments: [at(good.commitments, 0)] },
    ]) {
      assert.throws(() => verifyCustodyContribution(session, changed), refused);
    }
    // The same contribution under another officer's index, in another ceremony, or with another threshold.
    assert.throws(
      () => verifyCustodyContribution(session, { ...good, index: 3 }),
      withCode("CONTRIBUTION_INVALID"),
    );
    assert.throws(() => verifyCustodyContribution({ ...session, sessionId: anId() }, good), refused);
    assert.throws(() => verifyCustodyContribution({ ...session, threshold: 3 }, good), refused);
  });

  it("refuses a contribution made out of the others', which would choose the key", () => {
    const dealt = dealtCustody();
    const { session, contributions } = dealt;
    const mine = createCustodyContribution({ session, index: 3, polynomial: custodyPolynomial(session) });
    const others = contributions
      .slice(0, 2)
      .map(({ commitments }) => decodePoint32(at(commitments, 0), "first"));
    const rogue = others.reduce(
      (point, other) => point.subtract(other),
      decodePoint32(at(mine.contribution.commitments, 0), "first"),
    );
    const commitments = [encodePoint32(rogue), at(mine.contribution.commitments, 1)];
    assert.throws(
      () => verifyCustodyContribution(session, { ...mine.contribution, commitments }),
      withCode("CONTRIBUTION_INVALID", { index: 3 }),
    );
  });

  it("names the dealer of a false share, and the complainer about a right one", () => {
    const dealt = dealtCustody();
    const honest = dealt.shares.find(({ from, to }) => from === 1 && to === 2);
    assert.ok(honest);
    const wrong = { ...honest, share: (honest.share + 1n) % BN254_ORDER };
    const shares = dealt.shares.map((share) => (share === honest ? wrong : share));
    assert.deepEqual(checkCustody({ ...dealt, index: 2 }), { cheaters: [], wrong: [], missing: [] });
    assert.deepEqual(checkCustody({ ...dealt, shares, index: 2 }).wrong, [wrong]);
    assert.deepEqual(checkCustody({ ...dealt, shares, index: 3 }).wrong, []);
    assert.equal(judgeDealtShare(at(dealt.contributions, 0), wrong), 1);
    assert.equal(judgeDealtShare(at(dealt.contributions, 0), honest), 2);
    assert.throws(
      () => finishCustodyKey({ ...dealt, shares, index: 2 }),
      withCode("SHARE_MISSING", { dealer: 1 }),
    );
  });

  it("says who is missing and blames nobody for it, and sees who speaks twice", () => {
    const dealt = dealtCustody();
    const shares = dealt.shares.filter(({ from, to }) => !(from === 3 && to === 1));
    assert.deepEqual(checkCustody({ ...dealt, shares, index: 1 }), { cheaters: [], wrong: [], missing: [3] });
    const contributions = dealt.contributions.slice(0, 2);
    assert.deepEqual(checkCustody({ ...dealt, contributions, index: 1 }).missing, [3]);
    assert.throws(
      () => combineContributions(dealt.session, contributions),
      withCode("CONTRIBUTIONS_TOO_FEW"),
    );
    const twice = [...dealt.contributions, at(dealt.contributions, 0)];
    assert.deepEqual(checkCustody({ ...dealt, contributions: twice, index: 2 }).cheaters, [1]);
    assert.throws(() => combineContributions(dealt.session, twice), withCode("CONTRIBUTIONS_TOO_FEW"));
  });

  it("has another transcript when one officer is shown other contributions", () => {
    const dealt = dealtCustody();
    const again = createCustodyContribution({
      session: dealt.session,
      index: 1,
      polynomial: custodyPolynomial(dealt.session),
    });
    const others = [again.contribution, ...dealt.contributions.slice(1)];
    assert.notEqual(
      custodyTranscript(dealt.session, others),
      custodyTranscript(dealt.session, dealt.contributions),
    );
  });

  it("refuses one officer alone, more signers than officers, and a share of another key", () => {
    const refused = withCode("CUSTODY_SESSION_INVALID");
    for (const [threshold, officers] of [
      [1, 3],
      [4, 3],
      [2, 17],
    ] as const) {
      assert.throws(() => dealtCustody(threshold, officers), refused);
    }
    const dealt = dealtCustody();
    const { key, share } = finishCustodyKey({ ...dealt, index: 1 });
    assert.throws(
      () => verifyCustodyShare(key, { ...share, index: 2 }),
      withCode("SHARE_INVALID", { index: 2 }),
    );
    assert.throws(() => verifyCustodyShare(key, { ...share, index: 4 }), withCode("NOT_AN_OFFICER"));
    assert.notDeepEqual(custodyPublicKey(key), toAffine(Point.BASE));
  });
});
