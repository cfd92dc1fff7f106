import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import {
  FR_ORDER,
  type OrganizationKey,
  type ScalarShare,
  combineReencrypted,
  dealOrganizationKey,
  dealReencryptionShares,
  dealReshare,
  decodeOrganizationKey,
  decodeOrganizationPartial,
  derivePublicX,
  derivePublicY,
  encodeOrganizationKey,
  encodeOrganizationPartial,
  finishReshare,
  initCrypto,
  openForOrganization,
  partialReencrypt,
  randomScalar,
  unwrapPartial,
  verifyOrganizationKey,
  verifyOrganizationShare,
  verifyUnwrapPartial,
} from "../index.ts";
import { aSealedPart, anId, at, flipped } from "../testing/fixtures.ts";
import { twin } from "../testing/twin.ts";

before(initCrypto);

const aKey = () => dealOrganizationKey({ threshold: 2, indices: [1, 2, 3] });

/** A part sealed to a patient, dealt to the organisation's key through two of three proxies, answered by all. */
function anOrganizationGrant(key: OrganizationKey) {
  const sealed = aSealedPart();
  const { a, capsule } = sealed;
  const { y } = key;
  const accessId = anId();
  const { commitments, shares } = dealReencryptionShares({ a, y, threshold: 2, indices: [1, 2, 3] });
  const reencrypted = shares.map(({ index, rk }) =>
    partialReencrypt({ c1: capsule.c1, rk, index, commitments, y, accessId }),
  );
  const combining = {
    x: capsule.x,
    c1: capsule.c1,
    partials: reencrypted,
    threshold: 2,
    commitments,
    y,
    accessId,
  };
  return { ...sealed, key, accessId, combining, w: combineReencrypted(combining) };
}

/** The same with the answers of all holders. */
function anUnwrappedGrant(key: OrganizationKey, holders: readonly ScalarShare[]) {
  const grant = anOrganizationGrant(key);
  const { w, accessId } = grant;
  return { ...grant, partials: holders.map((share) => unwrapPartial({ key, w, accessId, ...share })) };
}

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

describe("dealReshare and finishReshare", () => {
  const next = { threshold: 3, indices: [1, 2, 3, 4] };

  /** Holders 1 and 3 hand over to four new holders. */
  function aHandOver() {
    const { key, shares } = aKey();
    const dealt = [at(shares, 0), at(shares, 2)].map((share) => dealReshare({ key, ...share, ...next }));
    const contributions = dealt.map(({ contribution }) => contribution);
    const received = dealt.flatMap((deal) => deal.shares);
    const finish = (index: number, change: object = {}) =>
      finishReshare({ key, threshold: next.threshold, index, contributions, shares: received, ...change });
    return { key, shares, contributions, received, finish };
  }

  it("hand the key to new holders under the same Y; the old shares are of no more use with the new", () => {
    const { key, shares, finish } = aHandOver();
    const finished = next.indices.map((index) => finish(index));
    const [first] = finished;
    assert.ok(first);
    for (const { key: arrived, share } of finished) {
      assert.deepEqual(arrived, first.key);
      verifyOrganizationShare({ key: arrived, ...share });
    }
    assert.deepEqual(first.key.y, key.y);
    verifyOrganizationKey(first.key);
    const holders = finished.map(({ share }) => share);
    const grant = anUnwrappedGrant(first.key, holders);
    assert.deepEqual(openForOrganization({ ...grant, partials: grant.partials.slice(1) }), grant.part);
    const [old] = shares;
    assert.ok(old);
    assert.throws(() => verifyOrganizationShare({ key: first.key, ...old }), withCode("SHARE_INVALID"));
  });

  it("name an old holder whose share does not fit", () => {
    const { finish, contributions, received } = aHandOver();
    const place = received.findIndex(({ from, to }) => from === 3 && to === 2);
    const dealt = at(received, place);
    const falsified = received.with(place, { ...dealt, share: (dealt.share % (FR_ORDER - 1n)) + 1n });
    assert.throws(() => finish(2, { shares: falsified }), withCode("RESHARE_INVALID", { dealer: 3 }));
    finish(1, { shares: falsified });
    const [first, second] = contributions;
    assert.ok(first && second);
    const stranger = { ...second, commitments: [derivePublicX(5n), ...second.commitments.slice(1)] };
    assert.throws(
      () => finish(1, { contributions: [first, stranger] }),
      withCode("RESHARE_INVALID", { dealer: 3 }),
    );
    const shorter = { ...first, commitments: first.commitments.slice(0, 2) };
    assert.throws(
      () => finish(1, { contributions: [shorter, second] }),
      withCode("RESHARE_INVALID", { dealer: 1 }),
    );
  });

  it("take exactly the old threshold, and every share", () => {
    const { finish, contributions, received } = aHandOver();
    const [first] = contributions;
    assert.ok(first);
    assert.throws(() => finish(1, { contributions: [first] }), withCode("CONTRIBUTIONS_TOO_FEW"));
    assert.throws(() => finish(1, { contributions: [first, first] }), withCode("INDEX_DUPLICATE"));
    assert.throws(() => finish(5), withCode("SHARE_MISSING", { dealer: 1 }));
    assert.throws(
      () => finish(1, { shares: received.filter(({ from }) => from === 1) }),
      withCode("SHARE_MISSING", { dealer: 3 }),
    );
  });

  it("refuse to deal a share that is not of the key", () => {
    const { key } = aKey();
    assert.throws(() => dealReshare({ key, index: 1, share: 5n, ...next }), withCode("SHARE_INVALID"));
  });
});

describe("codecs", () => {
  it("bring keys and answers back through JSON text", () => {
    const { key, shares } = aKey();
    const { partials } = anUnwrappedGrant(key, shares);
    const partial = at(partials, 0);
    assert.deepEqual(decodeOrganizationKey(JSON.parse(JSON.stringify(encodeOrganizationKey(key)))), key);
    const text = JSON.stringify(encodeOrganizationPartial(partial));
    assert.deepEqual(decodeOrganizationPartial(JSON.parse(text)), partial);
  });

  it("refuse malformed ones by path", () => {
    const { key } = aKey();
    const json = encodeOrganizationKey(key);
    for (const [path, value] of [
      ["y", { ...json, y: "0x" }],
      ["threshold", { ...json, threshold: 0 }],
      ["commitments", { ...json, commitments: [] }],
      ["commitments.1", { ...json, commitments: [json.commitments[0], "0x00"] }],
    ] as const) {
      assert.throws(
        () => decodeOrganizationKey(value),
        withCode("JSON_INVALID", { name: "organizationKey", path }),
      );
    }
    assert.throws(
      () => decodeOrganizationPartial({ index: 1 }),
      withCode("JSON_INVALID", { name: "organizationPartial", path: "v" }),
    );
  });
});
