import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../../testing/errors.ts";
import {
  FR_ORDER,
  dealReshare,
  derivePublicX,
  finishReshare,
  initCrypto,
  openForOrganization,
  verifyOrganizationKey,
  verifyOrganizationShare,
} from "../../index.ts";
import { at } from "../../testing/fixtures.ts";
import { aKey, anUnwrappedGrant } from "../../testing/organizationFixtures.ts";

before(initCrypto);

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
