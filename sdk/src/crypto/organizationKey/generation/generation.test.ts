import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../../testing/errors.ts";
import {
  FR_ORDER,
  type KeyContribution,
  checkContributions,
  createKeyContribution,
  derivePublicX,
  derivePublicY,
  finishKeyGeneration,
  initCrypto,
  multiplyShares,
  randomScalar,
  verifyContribution,
  verifyOrganizationKey,
  verifyOrganizationShare,
} from "../../index.ts";
import { lagrangeAtZero } from "../../primitives/shamir.ts";
import { anId, at } from "../../testing/fixtures.ts";
import { aGeneration, aSession, contributionsOf } from "../../testing/generationFixtures.ts";
import { bigintToBytes } from "../../primitives/bytes.ts";
import { twin } from "../../testing/twin.ts";

before(initCrypto);

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

  it("gives no key when the members' contributions cancel", () => {
    // Two colluding members, each with a right proof of its own r: r_2 = −r_1.
    const session = aSession(1, 2);
    const draws = (...values: bigint[]) => {
      const queue = values.map((value) => bigintToBytes(value - 1n, 64));
      return (length: number) => queue.shift() ?? globalThis.crypto.getRandomValues(new Uint8Array(length));
    };
    const made = [
      createKeyContribution({ session, index: 1, random: draws(5n, 7n) }),
      createKeyContribution({ session, index: 2, random: draws(6n, FR_ORDER - 7n) }),
    ];
    const contributions = made.map(({ contribution }) => contribution);
    const shares = made.flatMap((one) => one.shares);
    for (const contribution of contributions) verifyContribution(session, contribution);
    const { product } = multiplyShares({ session, index: 1, contributions, shares });
    assert.throws(
      () => finishKeyGeneration({ session, contributions, products: [product] }),
      withCode("KEY_GENERATION_DEGENERATE"),
    );
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
