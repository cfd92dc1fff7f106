import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../../testing/errors.ts";
import {
  FR_ORDER,
  type KeyContribution,
  type KeyContributionShare,
  checkContributions,
  createKeyContribution,
  finishKeyGeneration,
  initCrypto,
  judgeComplaint,
  multiplyShares,
  verifyContributionShare,
  verifyOrganizationKey,
} from "../../index.ts";
import { at } from "../../testing/fixtures.ts";
import { aSession, contributionsOf } from "../../testing/generationFixtures.ts";

before(initCrypto);

const wrong = (share: KeyContributionShare, field: "u" | "r" | "zero"): KeyContributionShare => ({
  ...share,
  [field]: (share[field] + 1n) % FR_ORDER,
});

describe("complaints", () => {
  it("are made of a wrong share, each of its three values, and of one that never came", () => {
    const session = aSession();
    const { contributions, shares } = contributionsOf(session);
    for (const field of ["u", "r", "zero"] as const) {
      const received = shares.map((share) =>
        share.from === 2 && share.to === 1 ? wrong(share, field) : share,
      );
      const { complaints } = checkContributions({ session, index: 1, contributions, shares: received });
      const evidence = received.find(({ from, to }) => from === 2 && to === 1);
      assert.deepEqual(complaints, [{ by: 1, against: 2, evidence }]);
    }
    const received = shares.filter(({ from, to }) => from !== 2 || to !== 1);
    assert.deepEqual(checkContributions({ session, index: 1, contributions, shares: received }), {
      cheaters: [],
      complaints: [{ by: 1, against: 2 }],
    });
  });

  it("name members that contributed falsely, twice or not at all", () => {
    const session = aSession();
    const { contributions, shares } = contributionsOf(session);
    const [first, second, third] = contributions;
    assert.ok(first && second && third);
    const check = (changed: KeyContribution[]) =>
      checkContributions({ session, index: 1, contributions: changed, shares }).cheaters;
    assert.deepEqual(check([first, third]), [2]);
    assert.deepEqual(check([first, { ...second, proofs: first.proofs }, third]), [2]);
    assert.deepEqual(check([first, second, third, { ...third, u: first.u }]), [3]);
  });

  it("are judged: a false share names the dealer, a right one the complainer", () => {
    const session = aSession();
    const { contributions, shares } = contributionsOf(session);
    const contribution = at(contributions, 1);
    const share = shares.find(({ from, to }) => from === 2 && to === 1);
    assert.ok(share);
    const judge = (evidence: KeyContributionShare | undefined, answer?: KeyContributionShare) =>
      judgeComplaint({ session, contribution, complaint: { by: 1, against: 2, evidence }, answer });
    assert.equal(judge(wrong(share, "u")), 2);
    assert.equal(judge({ ...share, zero: FR_ORDER }), 2);
    assert.equal(judge(share), 1);
    assert.equal(judge(undefined), 2);
    assert.equal(judge(undefined, wrong(share, "r")), 2);
    assert.equal(judge(undefined, share), undefined);
    // Shares that were not dealt by the accused to the complainer prove nothing.
    assert.equal(judge({ ...share, to: 3 }), 1);
    assert.equal(judge({ ...share, from: 3 }), 1);
    assert.equal(judge(undefined, { ...share, to: 3 }), 2);
  });

  it("lead on without the dealer that was proven false", () => {
    const session = aSession();
    const { contributions, shares } = contributionsOf(session);
    const qualified = contributions.filter(({ index }) => index !== 2);
    const products = session.indices.map(
      (index) => multiplyShares({ session, index, contributions: qualified, shares }).product,
    );
    verifyOrganizationKey(finishKeyGeneration({ session, contributions: qualified, products }).key);
    const [only] = qualified;
    assert.ok(only);
    assert.throws(
      () => finishKeyGeneration({ session, contributions: [only], products }),
      withCode("CONTRIBUTIONS_TOO_FEW", { contributions: 1, threshold: 2 }),
    );
  });

  it("verifyContributionShare takes the shares as dealt", () => {
    const session = aSession();
    const { contribution, shares } = createKeyContribution({ session, index: 3 });
    for (const share of shares) verifyContributionShare(session, contribution, share);
    assert.throws(
      () => verifyContributionShare(session, contribution, { ...at(shares, 0), from: 1 }),
      withCode("SHARE_INVALID", { index: 3 }),
    );
  });
});
