import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import {
  FR_ORDER,
  combinePartials,
  dealReencryptionShares,
  derivePublicX,
  derivePublicY,
  initCrypto,
  openReencrypted,
  partialReencrypt,
  randomScalar,
  verifyPartial,
  verifyReencryptionShare,
} from "../index.ts";
import { aGrantedPart, aSealedPart, anId, at, flipped, oneByte, scalars } from "../testing/fixtures.ts";
import { twin } from "../testing/twin.ts";

before(initCrypto);

describe("dealReencryptionShares", () => {
  it("deals shares that verify, for any secret, reader and threshold", () => {
    checkProperty(
      fc.property(scalars, scalars, fc.integer({ min: 1, max: 4 }), (a, b, threshold) => {
        const x = derivePublicX(a);
        const y = derivePublicY(b);
        const { commitments, shares } = dealReencryptionShares({
          a,
          y,
          threshold,
          indices: [1, 2, 7, 65_535],
        });
        assert.equal(commitments.length, threshold);
        for (const share of shares) verifyReencryptionShare({ x, y, threshold, commitments, ...share });
      }),
      6,
    );
  });

  it("draws a fresh polynomial for every deal", () => {
    const parameters = { a: randomScalar(), y: derivePublicY(3n), threshold: 2, indices: [1, 2] };
    const first = dealReencryptionShares(parameters);
    const second = dealReencryptionShares(parameters);
    assert.deepEqual(at(first.commitments, 0), at(second.commitments, 0));
    assert.notDeepEqual(at(first.commitments, 1), at(second.commitments, 1));
    assert.notDeepEqual(at(first.shares, 0).rk, at(second.shares, 0).rk);
  });

  it("refuses index zero, duplicates and a threshold out of range", () => {
    const valid = { a: 5n, y: derivePublicY(3n), threshold: 2, indices: [1, 2, 3] };
    const deal = (change: object) => () => dealReencryptionShares({ ...valid, ...change });
    assert.throws(deal({ indices: [0, 1, 2] }), withCode("INDEX_INVALID"));
    assert.throws(deal({ indices: [1, 2, 2] }), withCode("INDEX_DUPLICATE"));
    assert.throws(deal({ threshold: 0 }), withCode("THRESHOLD_INVALID"));
    assert.throws(deal({ threshold: 4 }), withCode("THRESHOLD_INVALID"));
    assert.throws(deal({ a: 0n }), withCode("SCALAR_INVALID"));
    assert.throws(deal({ y: derivePublicX(3n) }), withCode("POINT_INVALID"));
  });
});

describe("verifyReencryptionShare", () => {
  const aShare = () => {
    const a = randomScalar();
    const x = derivePublicX(a);
    const y = derivePublicY(randomScalar());
    const { commitments, shares } = dealReencryptionShares({ a, y, threshold: 2, indices: [1, 2, 3] });
    return { x, y, threshold: 2, commitments, ...at(shares, 0) };
  };

  it("refuses a share for another reader", () => {
    const share = aShare();
    assert.throws(
      () => verifyReencryptionShare({ ...share, y: derivePublicY(randomScalar()) }),
      withCode("SHARE_INVALID", { index: 1 }),
    );
  });

  it("refuses a share of another index, and another share", () => {
    const share = aShare();
    const refused = withCode("SHARE_INVALID");
    assert.throws(() => verifyReencryptionShare({ ...share, index: 2 }), refused);
    assert.throws(() => verifyReencryptionShare({ ...share, rk: derivePublicY(randomScalar()) }), refused);
  });

  it("refuses a deal of another secret, threshold or polynomial", () => {
    const share = aShare();
    const [c0, c1] = [at(share.commitments, 0), at(share.commitments, 1)];
    const deal = withCode("DEAL_INVALID");
    assert.throws(() => verifyReencryptionShare({ ...share, x: derivePublicX(randomScalar()) }), deal);
    assert.throws(() => verifyReencryptionShare({ ...share, commitments: [c0] }), deal);
    assert.throws(() => verifyReencryptionShare({ ...share, commitments: [c0, c1, c1] }), deal);
    assert.throws(() => verifyReencryptionShare({ ...share, commitments: [] }), deal);
    assert.throws(
      () => verifyReencryptionShare({ ...share, commitments: [c0, derivePublicX(randomScalar())] }),
      withCode("SHARE_INVALID"),
    );
  });

  it("refuses a share with any one byte changed", () => {
    const share = aShare();
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        const rk = flipped(share.rk, position, mask);
        assert.throws(
          () => verifyReencryptionShare({ ...share, rk }),
          (error: unknown) => error instanceof Error && "code" in error,
        );
      }),
      25,
    );
  });
});

describe("partialReencrypt and verifyPartial", () => {
  it("answer e(C1, rk) as the twin computes it, with a proof that holds", () => {
    const { capsule, deal, y, accessId, partials } = aGrantedPart();
    for (const [position, partial] of partials.entries()) {
      const { rk } = at(deal.shares, position);
      const expected = twin.encodeGt(twin.pair(twin.decodeG1(capsule.c1), twin.decodeG2(rk)));
      assert.deepEqual(partial.p, expected);
      verifyPartial({ c1: capsule.c1, partial, commitments: deal.commitments, y, accessId });
    }
  });

  it("bind the proof to access, capsule, reader, deal and index", () => {
    const { capsule, deal, y, accessId, partials } = aGrantedPart();
    const valid = { c1: capsule.c1, partial: at(partials, 0), commitments: deal.commitments, y, accessId };
    const others = [
      { ...valid, accessId: anId() },
      { ...valid, c1: derivePublicX(randomScalar()) },
      { ...valid, y: derivePublicY(randomScalar()) },
      { ...valid, commitments: [at(deal.commitments, 0), derivePublicX(randomScalar())] },
      { ...valid, partial: { ...valid.partial, index: 2 } },
    ];
    verifyPartial(valid);
    for (const one of others) assert.throws(() => verifyPartial(one), withCode("PARTIAL_INVALID"));
  });

  it("refuse another P, c or Z", () => {
    const { capsule, deal, y, accessId, partials } = aGrantedPart();
    const [partial, foreign] = [at(partials, 0), at(partials, 1)];
    const verify = (change: object) => () =>
      verifyPartial({
        c1: capsule.c1,
        partial: { ...partial, ...change },
        commitments: deal.commitments,
        y,
        accessId,
      });
    const { c, z } = partial.proof;
    assert.throws(verify({ p: foreign.p }), withCode("PARTIAL_INVALID", { index: 1 }));
    assert.throws(verify({ proof: { c: (c + 1n) % FR_ORDER, z } }), withCode("PARTIAL_INVALID"));
    assert.throws(verify({ proof: { c, z: foreign.proof.z } }), withCode("PARTIAL_INVALID"));
    assert.throws(verify({ proof: { c: c + FR_ORDER, z } }), withCode("SCALAR_INVALID"));
    assert.throws(verify({ p: partial.p.slice(1) }), withCode("POINT_INVALID", { name: "p" }));
    assert.throws(verify({ proof: { c, z: z.slice(1) } }), withCode("POINT_INVALID", { name: "proof.z" }));
  });

  it("refuse a proof for a share that was not dealt", () => {
    const { capsule, deal, y, accessId } = aGrantedPart();
    const { commitments } = deal;
    const rk = derivePublicY(randomScalar());
    const lie = partialReencrypt({ c1: capsule.c1, rk, index: 1, commitments, y, accessId });
    assert.throws(
      () => verifyPartial({ c1: capsule.c1, partial: lie, commitments, y, accessId }),
      withCode("PARTIAL_INVALID", { index: 1 }),
    );
  });
});

describe("combinePartials", () => {
  it("gives K of the twin from any two of three", () => {
    const { capsule, a, b2, threshold, partials } = aGrantedPart();
    const k = twin.encodeGt(twin.powGt(twin.pair(twin.decodeG1(capsule.c1), twin.g2(1n)), a));
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 0],
    ] as const) {
      const chosen = [at(partials, i), at(partials, j)];
      assert.deepEqual(combinePartials({ partials: chosen, threshold, b2 }), k);
    }
  });

  it("refuses too few and duplicate partials", () => {
    const { b2, threshold, partials } = aGrantedPart();
    const [first] = partials;
    assert.ok(first);
    assert.throws(
      () => combinePartials({ partials: [first], threshold, b2 }),
      withCode("PARTIALS_TOO_FEW", { partials: 1, threshold: 2 }),
    );
    assert.throws(
      () => combinePartials({ partials: [first, first], threshold, b2 }),
      withCode("INDEX_DUPLICATE", { index: 1 }),
    );
  });
});

describe("openReencrypted", () => {
  const open = (granted: ReturnType<typeof aGrantedPart>, change: object = {}) =>
    openReencrypted({ ...granted, commitments: granted.deal.commitments, ...change });

  it("gives the reader the part", () => {
    const granted = aGrantedPart();
    assert.deepEqual(open(granted), granted.part);
    assert.deepEqual(open(granted, { partials: granted.partials.slice(1) }), granted.part);
  });

  it("does not open with one proxy fewer than the threshold, however its answer is used", () => {
    const granted = aGrantedPart();
    const [only] = granted.partials;
    assert.ok(only);
    assert.throws(() => open(granted, { partials: [only] }), withCode("PARTIALS_TOO_FEW"));
    // Not even by pretending that one is enough.
    assert.throws(() => open(granted, { partials: [only], threshold: 1 }), withCode("DEAL_INVALID"));
    assert.throws(
      () => open(granted, { partials: [only], threshold: 1, commitments: [granted.capsule.x] }),
      withCode("PARTIALS_FALSE", { liars: "1" }),
    );
  });

  it("does without one lying proxy when two others are honest", () => {
    for (const position of [0, 1, 2]) {
      const granted = aGrantedPart();
      const partials = granted.partials.map((partial, i) =>
        i === position ? { ...partial, p: at(aGrantedPart().partials, i).p } : partial,
      );
      assert.deepEqual(open(granted, { partials }), granted.part);
    }
  });

  it("names the lying proxies when too few honest ones are left", () => {
    const granted = aGrantedPart();
    const strangers = aGrantedPart().partials;
    const [first, second, third] = granted.partials;
    assert.throws(
      () => open(granted, { partials: [{ ...first, p: at(strangers, 0).p }, second] }),
      withCode("PARTIALS_FALSE", { liars: "1" }),
    );
    assert.throws(
      () =>
        open(granted, {
          partials: [first, { ...second, p: at(strangers, 1).p }, { ...third, p: at(strangers, 2).p }],
        }),
      withCode("PARTIALS_FALSE", { liars: "2,3" }),
    );
    assert.throws(
      () => open(granted, { partials: [first, { ...second, p: new Uint8Array(576) }] }),
      withCode("PARTIALS_FALSE", { liars: "2" }),
    );
  });

  it("names nobody when the capsule, the secret or the deal is at fault", () => {
    const granted = aGrantedPart();
    const wrapped = flipped(granted.capsule.wrapped, 0);
    assert.throws(
      () => open(granted, { capsule: { ...granted.capsule, wrapped } }),
      withCode("CAPSULE_UNOPENABLE"),
    );
    assert.throws(
      () => open(granted, { context: { ...granted.context, version: 1 } }),
      withCode("CAPSULE_UNOPENABLE"),
    );
    assert.throws(
      () => open(granted, { context: { ...granted.context, version: 1 }, commitments: [derivePublicX(3n)] }),
      withCode("DEAL_INVALID"),
    );
  });

  it("does not open another record of the same patient", () => {
    const granted = aGrantedPart();
    const other = aSealedPart();
    assert.throws(
      () => open(granted, { capsule: other.capsule, context: other.context }),
      withCode("DEAL_INVALID"),
    );
  });
});
