import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import {
  FR_ORDER,
  combineReencrypted,
  derivePublicX,
  derivePublicY,
  initCrypto,
  openForOrganization,
  randomScalar,
  unwrapPartial,
  verifyOrganizationKey,
  verifyOrganizationShare,
  verifyUnwrapPartial,
} from "../index.ts";
import { anId, at, flipped } from "../testing/fixtures.ts";
import { aKey, anOrganizationGrant, anUnwrappedGrant } from "../testing/organizationFixtures.ts";
import { twin } from "../testing/twin.ts";

before(initCrypto);

describe("dealOrganizationKey", () => {
  it("deals a key and shares that verify", () => {
    const { key, shares } = aKey();
    verifyOrganizationKey(key);
    for (const share of shares) verifyOrganizationShare({ key, ...share });
    // e(g^u, ĝ^(1/u)) on the twin.
    const product = twin.pair(twin.decodeG1(at(key.commitments, 0)), twin.decodeG2(key.y));
    assert.deepEqual(twin.encodeGt(product), twin.encodeGt(twin.pair(twin.g1(1n), twin.g2(1n))));
  });

  it("makes a key that is refused with another Y, commitment or threshold", () => {
    const { key } = aKey();
    const [c0, c1] = [at(key.commitments, 0), at(key.commitments, 1)];
    const refused = withCode("ORGANIZATION_KEY_INVALID");
    assert.throws(() => verifyOrganizationKey({ ...key, y: derivePublicY(randomScalar()) }), refused);
    assert.throws(() => verifyOrganizationKey({ ...key, commitments: [c1, c0] }), refused);
    assert.throws(() => verifyOrganizationKey({ ...key, threshold: 1 }), refused);
    assert.throws(() => verifyOrganizationKey({ ...key, threshold: 3 }), withCode("THRESHOLD_INVALID"));
    assert.throws(() => verifyOrganizationKey({ ...key, y: c0 }), withCode("POINT_INVALID", { name: "y" }));
  });

  it("makes shares that are refused when false or of another holder", () => {
    const { key, shares } = aKey();
    const { index, share } = at(shares, 0);
    const other = (share % (FR_ORDER - 1n)) + 1n;
    assert.throws(() => verifyOrganizationShare({ key, index, share: other }), withCode("SHARE_INVALID"));
    assert.throws(() => verifyOrganizationShare({ key, index: 2, share }), withCode("SHARE_INVALID"));
    assert.throws(
      () => verifyOrganizationShare({ key: { ...key, threshold: 3 }, index, share }),
      withCode("DEAL_INVALID"),
    );
  });
});

describe("combineReencrypted", () => {
  it("gives K^(1/u), verified, from any two proxies", () => {
    const { key, shares } = aKey();
    const { combining, capsule, a, w } = anOrganizationGrant(key);
    const expected = twin.powGt(twin.pair(twin.decodeG1(capsule.c1), twin.decodeG2(key.y)), a);
    assert.deepEqual(w, twin.encodeGt(expected));
    assert.deepEqual(combineReencrypted({ ...combining, partials: combining.partials.slice(1) }), w);
    assert.equal(shares.length, 3);
  });

  it("leaves a lying proxy out, and names it when nobody stands in", () => {
    const { key } = aKey();
    const { combining, w } = anOrganizationGrant(key);
    const stranger = at(anOrganizationGrant(key).combining.partials, 0);
    const [, second, third] = combining.partials;
    assert.ok(second && third);
    assert.deepEqual(combineReencrypted({ ...combining, partials: [stranger, second, third] }), w);
    assert.throws(
      () => combineReencrypted({ ...combining, partials: [stranger, second] }),
      withCode("PARTIALS_FALSE", { liars: "1" }),
    );
    assert.throws(
      () => combineReencrypted({ ...combining, partials: [second] }),
      withCode("PARTIALS_TOO_FEW", { partials: 1 }),
    );
  });

  it("refuses a deal of another scalar or degree, so that a holder raises nothing else", () => {
    const { combining } = anOrganizationGrant(aKey().key);
    const refused = withCode("DEAL_INVALID");
    assert.throws(() => combineReencrypted({ ...combining, x: derivePublicX(randomScalar()) }), refused);
    assert.throws(() => combineReencrypted({ ...combining, threshold: 1 }), refused);
    const all = withCode("PARTIALS_FALSE", { liars: "1,2,3" });
    assert.throws(() => combineReencrypted({ ...combining, accessId: anId() }), all);
    assert.throws(() => combineReencrypted({ ...combining, c1: derivePublicX(randomScalar()) }), all);
  });
});

describe("openForOrganization", () => {
  it("gives the reader the part from any two of three holders", () => {
    const { key, shares } = aKey();
    const grant = anUnwrappedGrant(key, shares);
    for (const partial of grant.partials) verifyUnwrapPartial({ ...grant, partial });
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [2, 1],
    ] as const) {
      const partials = [at(grant.partials, i), at(grant.partials, j)];
      assert.deepEqual(openForOrganization({ ...grant, partials }), grant.part);
    }
  });

  it("does not open with one holder", () => {
    const { key, shares } = aKey();
    const grant = anUnwrappedGrant(key, shares);
    const partials = grant.partials.slice(0, 1);
    assert.throws(() => openForOrganization({ ...grant, partials }), withCode("PARTIALS_TOO_FEW"));
    assert.throws(
      () => openForOrganization({ ...grant, partials, key: { ...key, threshold: 1 } }),
      withCode("ORGANIZATION_KEY_INVALID"),
    );
  });

  it("does without a lying holder, and names it when nobody stands in", () => {
    const { key, shares } = aKey();
    const grant = anUnwrappedGrant(key, shares);
    const [first, second, third] = grant.partials;
    assert.ok(first && second && third);
    const lie = { ...first, v: second.v };
    assert.deepEqual(openForOrganization({ ...grant, partials: [lie, second, third] }), grant.part);
    assert.throws(
      () => openForOrganization({ ...grant, partials: [lie, second] }),
      withCode("PARTIALS_FALSE", { liars: "1" }),
    );
    assert.throws(
      () => openForOrganization({ ...grant, partials: [first, first] }),
      withCode("INDEX_DUPLICATE", { index: 1 }),
    );
  });

  it("names nobody when the capsule is at fault", () => {
    const { key, shares } = aKey();
    const grant = anUnwrappedGrant(key, shares);
    const wrapped = flipped(grant.capsule.wrapped, 5);
    assert.throws(
      () => openForOrganization({ ...grant, capsule: { ...grant.capsule, wrapped } }),
      withCode("CAPSULE_UNOPENABLE"),
    );
  });
});

describe("verifyUnwrapPartial", () => {
  it("binds the proof to access, W, key and holder", () => {
    const { key, shares } = aKey();
    const grant = anUnwrappedGrant(key, shares);
    const [partial, other] = [at(grant.partials, 0), at(grant.partials, 1)];
    const { c, z } = partial.proof;
    const valid = { key, partial, w: grant.w, accessId: grant.accessId };
    verifyUnwrapPartial(valid);
    const refused = withCode("PARTIAL_INVALID");
    assert.throws(() => verifyUnwrapPartial({ ...valid, accessId: anId() }), refused);
    assert.throws(() => verifyUnwrapPartial({ ...valid, w: anOrganizationGrant(key).w }), refused);
    assert.throws(() => verifyUnwrapPartial({ ...valid, key: aKey().key }), refused);
    for (const change of [
      { index: 2 },
      { v: other.v },
      { proof: { c: (c + 1n) % FR_ORDER, z } },
      { proof: { c, z: (z + 1n) % FR_ORDER } },
    ]) {
      assert.throws(() => verifyUnwrapPartial({ ...valid, partial: { ...partial, ...change } }), refused);
    }
    const range = withCode("SCALAR_INVALID");
    for (const proof of [
      { c: c + FR_ORDER, z },
      { c, z: z + FR_ORDER },
    ]) {
      assert.throws(() => verifyUnwrapPartial({ ...valid, partial: { ...partial, proof } }), range);
    }
  });

  it("does not take a proof for a share the holder does not have", () => {
    const { key } = aKey();
    const { w, accessId } = anOrganizationGrant(key);
    const partial = unwrapPartial({ key, w, accessId, index: 1, share: randomScalar() });
    assert.throws(
      () => verifyUnwrapPartial({ key, partial, w, accessId }),
      withCode("PARTIAL_INVALID", { index: 1 }),
    );
  });
});
