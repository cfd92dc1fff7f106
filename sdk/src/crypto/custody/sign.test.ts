import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { BN254_ORDER, modQ } from "../commitment/bn254.ts";
import {
  type CustodyKey,
  commit,
  combineSignatureShares,
  commitNonces,
  commitmentMessage,
  custodyPublicKey,
  finishOpening,
  finishPossession,
  openingTask,
  possessionTask,
  signWithShare,
  simulateFirstHalf,
  verifyKeyPossession,
  verifyOpening,
  verifySignatureShare,
} from "../index.ts";
import { at, custodyOf, signedBy } from "../testing/custodyFixtures.ts";
import { anId } from "../testing/fixtures.ts";
import { openRound } from "./round.ts";

/** A commitment made under the officers' key, and what it is to be opened to. */
function aStatement(key: CustodyKey) {
  const registryId = anId();
  const h1 = custodyPublicKey(key);
  const recordId = anId();
  const about = (version: number) => ({ registryId, chainId: 7101n, recordId, version });
  const first = commitmentMessage({ ...about(0), digest: anId(), fieldRoot: anId() });
  const m = commitmentMessage({ ...about(1), digest: anId(), fieldRoot: anId() });
  const { commitment, r } = commit({ h1, m: first, registryId });
  return { statement: { commitment, m, registryId }, h1, r, first };
}

function anOpening(threshold = 2, officers = 3) {
  const custody = custodyOf(threshold, officers);
  const { statement, h1 } = aStatement(custody.key);
  const half = simulateFirstHalf();
  return { ...custody, statement, h1, half, task: openingTask({ ...statement, h1 }, half) };
}

describe("officers' signatures", () => {
  it("are proofs of possession as the registry verifies them, of any threshold of officers", () => {
    checkProperty(
      fc.property(fc.integer({ min: 2, max: 3 }), fc.nat({ max: 3 }), (threshold, skip) => {
        const { key, shares } = custodyOf(threshold, 4);
        const place = {
          chainId: 7100n,
          organizationRegistry: `0x${"a1".repeat(20)}` as const,
          orgId: anId(),
        };
        const signers = Array.from({ length: threshold }, (_, k) => at(shares, (skip + k) % 4));
        const h1 = custodyPublicKey(key);
        const signed = signedBy(key, possessionTask(h1, place), signers);
        const proof = finishPossession({ key, ...signed }, place);
        verifyKeyPossession({ h1, ...place, proof });
        const elsewhere = { ...place, chainId: 7101n };
        assert.throws(
          () => verifyKeyPossession({ h1, ...elsewhere, proof }),
          withCode("KEY_POSSESSION_INVALID"),
        );
        // What was signed for one place is not put together for another.
        assert.throws(() => finishPossession({ key, ...signed }, elsewhere), withCode("PARTIALS_FALSE"));
      }),
      4,
    );
  });

  it("open an existing commitment to new content, as one trapdoor would", () => {
    checkProperty(
      fc.property(fc.integer({ min: 2, max: 3 }), (threshold) => {
        const { key, shares, statement, h1, half, task } = anOpening(threshold, 4);
        const signed = signedBy(key, task, shares.slice(4 - threshold));
        const proof = finishOpening({ key, ...signed }, statement, half);
        verifyOpening({ ...statement, h1, proof });
        const m = statement.m + 1n;
        assert.throws(() => verifyOpening({ ...statement, m, h1, proof }), withCode("OPENING_INVALID"));
      }),
      4,
    );
  });

  it("are not made by one officer fewer, nor by one who speaks twice", () => {
    const { key, shares, task, statement, half } = anOpening(3, 4);
    const refused = withCode("SIGNERS_INVALID", { signers: 2, threshold: 3 });
    assert.throws(() => signedBy(key, task, shares.slice(0, 2)), refused);
    assert.throws(() => signedBy(key, task, shares), withCode("SIGNERS_INVALID", { signers: 4 }));
    const one = at(shares, 0);
    assert.throws(() => signedBy(key, task, [one, one, at(shares, 1)]), withCode("INDEX_DUPLICATE"));
    const signed = signedBy(key, task, shares.slice(0, 3));
    const missing = { key, ...signed, shares: signed.shares.slice(0, 2) };
    assert.throws(() => finishOpening(missing, statement, half), withCode("PARTIALS_TOO_FEW"));
    const again = { key, ...signed, shares: [...signed.shares.slice(0, 2), at(signed.shares, 0)] };
    assert.throws(() => finishOpening(again, statement, half), withCode("PARTIALS_TOO_FEW"));
  });

  it("name the officer whose part is false, whatever is false about it", () => {
    const { key, shares, task } = anOpening();
    const signers = shares.slice(1);
    const signed = signedBy(key, task, signers);
    const round = { key, task, commitments: signed.commitments };
    for (const share of signed.shares) verifySignatureShare(round, share);
    const liar = at(signed.shares, 1);
    const [, fresh] = signedBy(key, task, signers).shares;
    assert.ok(fresh);
    for (const z of [modQ(liar.z + 1n), 0n, at(signed.shares, 0).z, fresh.z]) {
      const lies = [at(signed.shares, 0), { index: 3, z }];
      assert.throws(
        () => verifySignatureShare(round, { index: 3, z }),
        withCode("SIGNATURE_SHARE_INVALID", { index: 3 }),
      );
      assert.throws(() => combineSignatureShares(round, lies), withCode("PARTIALS_FALSE", { liars: "3" }));
    }
    const tooLarge = { index: 3, z: liar.z + BN254_ORDER };
    assert.throws(() => verifySignatureShare(round, tooLarge), withCode("SCALAR_INVALID"));
    assert.throws(() => verifySignatureShare(round, { index: 1, z: liar.z }), withCode("NOT_AN_OFFICER"));
  });

  it("do not fit another message, another set, or another first half", () => {
    const { key, shares, statement, h1, half, task } = anOpening();
    const signers = shares.slice(0, 2);
    const signed = signedBy(key, task, signers);
    const [share] = signed.shares;
    assert.ok(share);
    const refused = withCode("SIGNATURE_SHARE_INVALID", { index: 1 });
    const round = { key, task, commitments: signed.commitments };
    verifySignatureShare(round, share);
    const otherTasks = [
      openingTask({ ...statement, h1, m: statement.m + 1n }, half),
      openingTask({ ...statement, h1, registryId: anId() }, half),
      openingTask({ ...statement, h1, commitment: aStatement(key).statement.commitment }, half),
      openingTask({ ...statement, h1 }, { ...half, c1: modQ(half.c1 + 1n) }),
      openingTask({ ...statement, h1 }, { ...half, z1: modQ(half.z1 + 1n) }),
    ];
    assert.equal(new Set([task, ...otherTasks].map(({ message }) => message)).size, 6);
    for (const other of otherTasks) {
      assert.throws(() => verifySignatureShare({ ...round, task: other }, share), refused);
    }
    const other = commitNonces(at(shares, 2)).commitment;
    const otherSet = [at(signed.commitments, 0), other];
    assert.throws(() => verifySignatureShare({ ...round, commitments: otherSet }, share), refused);
    const otherNonce = [at(signed.commitments, 0), commitNonces(at(shares, 1)).commitment];
    assert.throws(() => verifySignatureShare({ ...round, commitments: otherNonce }, share), refused);
    const swapped = signed.commitments.map((made) =>
      made.index === 2 ? { ...made, hiding: made.binding, binding: made.hiding } : made,
    );
    assert.throws(() => verifySignatureShare({ ...round, commitments: swapped }, share), refused);
  });

  it("are refused with nonces that are not those committed to", () => {
    const { key, shares, task } = anOpening();
    const signers = shares.slice(0, 2);
    const signed = signedBy(key, task, signers);
    const round = { key, task, commitments: signed.commitments, share: at(signers, 0) };
    const refused = withCode("NONCE_NOT_COMMITTED", { index: 1 });
    const own = at(signed.nonces, 0);
    for (const nonces of [
      at(signed.nonces, 1),
      { ...own, hiding: own.binding },
      { ...own, binding: own.hiding },
      commitNonces(at(signers, 0)).nonces,
    ]) {
      assert.throws(() => signWithShare({ ...round, nonces }), refused);
    }
    const stranger = { ...round, share: at(shares, 2), nonces: own };
    assert.throws(() => signWithShare(stranger), withCode("NOT_AN_OFFICER", { index: 3 }));
  });

  it("would give a share away if nonces were used thrice, which is why they are destroyed", () => {
    const { key, shares, statement, h1, half } = anOpening();
    const signers = shares.slice(0, 2);
    const committed = signers.map((share) => commitNonces(share));
    const commitments = committed.map(({ commitment }) => commitment);
    // Three signatures with one pair: three linear equations in d, e and x, as anybody who sees them has them.
    const rows = [0n, 1n, 2n].map((more) => {
      const task = openingTask({ ...statement, h1, m: statement.m + more }, half);
      const round = { key, task, commitments };
      const { challenge, members } = openRound(round);
      const { rho, lambda } = at(members, 0);
      const { z } = signWithShare({ ...round, share: at(signers, 0), nonces: at(committed, 0).nonces });
      return { rho, factor: modQ(lambda * challenge), z };
    });
    const [a, b, c] = [at(rows, 0), at(rows, 1), at(rows, 2)];
    const x = solve(
      { rho: modQ(a.rho - b.rho), factor: modQ(a.factor - b.factor), z: modQ(a.z - b.z) },
      { rho: modQ(a.rho - c.rho), factor: modQ(a.factor - c.factor), z: modQ(a.z - c.z) },
    );
    assert.equal(x, at(signers, 0).share);
  });

  it("use fresh nonces each time, even when the generator repeats itself for another officer", () => {
    const { shares } = custodyOf();
    const constant = (length: number) => new Uint8Array(length).fill(7);
    const made = shares.map((share) => commitNonces(share, constant).commitment.hiding);
    assert.equal(new Set(made).size, shares.length);
    const twice = [commitNonces(at(shares, 0)), commitNonces(at(shares, 0))];
    assert.notEqual(at(twice, 0).commitment.hiding, at(twice, 1).commitment.hiding);
  });
});

describe("a coordinator that knows r", () => {
  it("changes c1 after round one, and nothing it is given fits", () => {
    const { key, shares } = custodyOf();
    const { statement, h1, r, first } = aStatement(key);
    const half = simulateFirstHalf();
    const old = { ...statement, m: first, h1 };
    // For the content that it can open anyway it finds other halves with the very same A1: z1' = z1 + (c1' − c1)·r.
    const c1 = modQ(half.c1 + 12_345n);
    const moved = { c1, z1: modQ(half.z1 + (c1 - half.c1) * r) };
    const signers = shares.slice(0, 2);
    const signed = signedBy(key, openingTask(old, half), signers);
    finishOpening({ key, ...signed }, { ...statement, m: first }, half);
    assert.throws(
      () => finishOpening({ key, ...signed }, { ...statement, m: first }, moved),
      withCode("PARTIALS_FALSE", { liars: "1,2" }),
    );
    // For the new content no such half is known to anybody, and the signature under the old one is of no use to it.
    assert.throws(
      () => finishOpening({ key, ...signed }, statement, half),
      withCode("PARTIALS_FALSE", { liars: "1,2" }),
    );
  });
});

type Row = { readonly rho: bigint; readonly factor: bigint; readonly z: bigint };

/** x of z = rho·e + factor·x, twice, by Cramer's rule. */
function solve(a: Row, b: Row): bigint {
  const determinant = modQ(a.rho * b.factor - b.rho * a.factor);
  const numerator = modQ(a.rho * b.z - b.rho * a.z);
  return modQ(numerator * power(determinant, BN254_ORDER - 2n));
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let e = exponent, square = base; e > 0n; e >>= 1n, square = modQ(square * square)) {
    if (e & 1n) result = modQ(result * square);
  }
  return result;
}
