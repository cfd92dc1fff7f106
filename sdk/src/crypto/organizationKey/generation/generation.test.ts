import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../../testing/errors.ts";
import {
  FR_ORDER,
  type KeyContribution,
  type KeyContributionShare,
  type KeyGenerationSession,
  checkContributions,
  createKeyContribution,
  derivePublicX,
  derivePublicY,
  finishKeyGeneration,
  initCrypto,
  judgeComplaint,
  multiplyShares,
  randomScalar,
  verifyContribution,
  verifyContributionShare,
  verifyOrganizationKey,
  verifyOrganizationShare,
} from "../../index.ts";
import { lagrangeAtZero } from "../../primitives/shamir.ts";
import { anId, at } from "../../testing/fixtures.ts";
import { twin } from "../../testing/twin.ts";

before(initCrypto);

function aSession(threshold = 2, members = 3): KeyGenerationSession {
  return { sessionId: anId(), threshold, indices: Array.from({ length: members }, (_, i) => i + 1) };
}

function contributionsOf(session: KeyGenerationSession) {
  const made = session.indices.map((index) => createKeyContribution({ session, index }));
  return {
    contributions: made.map(({ contribution }) => contribution),
    shares: made.flatMap(({ shares }) => shares),
  };
}

/** Steps 1 to 3 by honest members. */
function aGeneration(session = aSession()) {
  const { contributions, shares } = contributionsOf(session);
  const multiplied = session.indices.map((index) =>
    multiplyShares({ session, index, contributions, shares }),
  );
  return {
    session,
    contributions,
    shares,
    holders: multiplied.map(({ share }) => share),
    products: multiplied.map(({ product }) => product),
  };
}

const wrong = (share: KeyContributionShare, field: "u" | "r" | "zero"): KeyContributionShare => ({
  ...share,
  [field]: (share[field] + 1n) % FR_ORDER,
});

describe("a generation without a dealer", () => {
  it("gives every member a share of u and all of them Y = ĝ^(1/u)", () => {
    for (const [threshold, members] of [
      [1, 1],
      [2, 3],
      [2, 4],
      [3, 5],
    ] as const) {
      const session = aSession(threshold, members);
      const { contributions, shares, holders, products } = aGeneration(session);
      for (const index of session.indices) {
        assert.deepEqual(checkContributions({ session, index, contributions, shares }), {
          cheaters: [],
          complaints: [],
        });
      }
      const { key, liars } = finishKeyGeneration({ session, contributions, products });
      assert.deepEqual(liars, []);
      verifyOrganizationKey(key);
      for (const share of holders) verifyOrganizationShare({ key, ...share });
      // With t shares u can be computed, and then Y must be its inverse on the twin.
      const chosen = holders.slice(-threshold);
      const lambdas = lagrangeAtZero(
        chosen.map(({ index }) => index),
        FR_ORDER,
      );
      const u = chosen.reduce((sum, { share }, i) => (sum + share * at(lambdas, i)) % FR_ORDER, 0n);
      assert.deepEqual(twin.decodeG2(key.y).multiply(u).toBytes(), twin.g2(1n).toBytes());
    }
  });

  it("gives the same key from whichever 2t − 1 products", () => {
    const { session, contributions, products } = aGeneration(aSession(2, 5));
    const keys = [
      products.slice(0, 3),
      products.slice(2),
      [at(products, 0), at(products, 2), at(products, 4)],
    ].map((chosen) => finishKeyGeneration({ session, contributions, products: chosen }).key);
    assert.deepEqual(keys[1], keys[0]);
    assert.deepEqual(keys[2], keys[0]);
  });

  it("publishes products that alone tell nothing: masked afresh, they do not repeat for the same u and r", () => {
    const session = aSession();
    let calls = 0;
    // The same source for the first 2·t scalars (u and r), then real randomness (the zero polynomial and the proofs).
    const random = (length: number) =>
      calls++ < 4
        ? new Uint8Array(length).fill(calls)
        : globalThis.crypto.getRandomValues(new Uint8Array(length));
    const runs = [0, 1].map(() => {
      const made = session.indices.map((index) => {
        calls = 0;
        return createKeyContribution({ session, index, random });
      });
      const contributions = made.map(({ contribution }) => contribution);
      const shares = made.flatMap((one) => one.shares);
      const products = session.indices.map(
        (index) => multiplyShares({ session, index, contributions, shares }).product,
      );
      return { key: finishKeyGeneration({ session, contributions, products }).key, products };
    });
    const [first, second] = runs;
    assert.ok(first && second);
    assert.deepEqual(first.key, second.key);
    for (const [i, { w }] of first.products.entries()) assert.notEqual(w, at(second.products, i).w);
  });

  it("needs 2t − 1 members", () => {
    assert.throws(
      () => createKeyContribution({ session: aSession(2, 2), index: 1 }),
      withCode("SESSION_TOO_SMALL", { threshold: 2, members: 2 }),
    );
    assert.throws(
      () => createKeyContribution({ session: aSession(), index: 4 }),
      withCode("NOT_A_MEMBER", { index: 4 }),
    );
    assert.throws(
      () => createKeyContribution({ session: { ...aSession(), sessionId: "0x01" }, index: 1 }),
      withCode("HEX_LENGTH"),
    );
  });
});

describe("verifyContribution", () => {
  it("refuses a contribution of another session, member or length", () => {
    const session = aSession();
    const { contribution } = createKeyContribution({ session, index: 1 });
    verifyContribution(session, contribution);
    const refused = withCode("CONTRIBUTION_INVALID");
    assert.throws(() => verifyContribution({ ...session, sessionId: anId() }, contribution), refused);
    const changes: Partial<KeyContribution>[] = [
      { index: 2 },
      { index: 9 },
      { u: contribution.u.slice(1) },
      { r: [...contribution.r, at(contribution.r, 0)] },
      { zero: contribution.zero.slice(1) },
      { proofs: { ...contribution.proofs, u: contribution.proofs.r } },
      { proofs: { ...contribution.proofs, r: contribution.proofs.u } },
      { u: [derivePublicX(randomScalar()), at(contribution.u, 1)] },
      { r: [derivePublicY(randomScalar()), at(contribution.r, 1)] },
    ];
    for (const change of changes) {
      assert.throws(() => verifyContribution(session, { ...contribution, ...change }), refused);
    }
  });

  it("refuses another's commitment taken over, for want of the proof", () => {
    const session = aSession();
    const victim = createKeyContribution({ session, index: 1 }).contribution;
    assert.throws(
      () => verifyContribution(session, { ...victim, index: 3 }),
      withCode("CONTRIBUTION_INVALID", { index: 3 }),
    );
  });

  it("refuses malformed points and scalars", () => {
    const session = aSession();
    const { contribution } = createKeyContribution({ session, index: 1 });
    const zero = [new Uint8Array(576), ...contribution.zero.slice(1)];
    assert.throws(
      () => verifyContribution(session, { ...contribution, zero }),
      withCode("POINT_INVALID", { name: "zero" }),
    );
    const { c, z } = contribution.proofs.u;
    const proofs = { ...contribution.proofs, u: { c: c + FR_ORDER, z } };
    assert.throws(() => verifyContribution(session, { ...contribution, proofs }), withCode("SCALAR_INVALID"));
  });
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

describe("finishKeyGeneration", () => {
  it("leaves a member with a false product out, and names it", () => {
    const { session, contributions, products } = aGeneration(aSession(2, 4));
    const second = at(products, 1);
    const falsified = products.with(1, { ...second, w: (second.w + 1n) % FR_ORDER });
    const { key, liars } = finishKeyGeneration({ session, contributions, products: falsified });
    assert.deepEqual(liars, [2]);
    verifyOrganizationKey(key);
  });

  it("gives no key when too few products hold, and names the false ones", () => {
    const { session, contributions, products } = aGeneration();
    const [first, second, third] = products;
    assert.ok(first && second && third);
    const finish = (changed: typeof products) => () =>
      finishKeyGeneration({ session, contributions, products: changed });
    const lie = { ...second, w: (second.w + 1n) % FR_ORDER };
    assert.throws(finish([first, lie, third]), withCode("PARTIALS_FALSE", { liars: "2" }));
    const foreign = { ...third, transcript: anId() };
    assert.throws(finish([first, second, foreign]), withCode("PARTIALS_FALSE", { liars: "3" }));
    const tooLarge = { ...third, w: third.w + FR_ORDER };
    assert.throws(finish([first, second, tooLarge]), withCode("PARTIALS_FALSE", { liars: "3" }));
    assert.throws(finish([first, second]), withCode("PARTIALS_TOO_FEW", { partials: 2, threshold: 3 }));
    assert.throws(finish([first, second, second]), withCode("INDEX_DUPLICATE", { index: 2 }));
  });

  it("needs the share of every qualified dealer", () => {
    const session = aSession();
    const { contributions, shares } = contributionsOf(session);
    const received = shares.filter(({ from }) => from !== 3);
    assert.throws(
      () => multiplyShares({ session, index: 1, contributions, shares: received }),
      withCode("SHARE_MISSING", { dealer: 3 }),
    );
  });
});
