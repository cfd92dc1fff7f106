import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import {
  FR_ORDER,
  dealScalarShares,
  derivePublicX,
  derivePublicY,
  initCrypto,
  openReencrypted,
  partialFromScalarShare,
  randomScalar,
  verifyPartial,
  verifyScalarShare,
} from "../index.ts";
import { aSealedPart, anId, at } from "../testing/fixtures.ts";

before(initCrypto);

describe("scalar shares of the institution's part", () => {
  it("verify, and re-encrypt for a reader who was unknown when they were dealt", () => {
    const sealed = aSealedPart();
    const { capsule, context, part } = sealed;
    const threshold = 2;
    const { commitments, shares } = dealScalarShares({ secret: sealed.a, threshold, indices: [1, 2, 3] });
    for (const share of shares) verifyScalarShare({ x: capsule.x, threshold, commitments, ...share });
    const b2 = randomScalar();
    const y = derivePublicY(b2);
    const accessId = anId();
    const partials = shares.map(({ index, share }) =>
      partialFromScalarShare({ c1: capsule.c1, share, index, commitments, y, accessId }),
    );
    for (const partial of partials) verifyPartial({ c1: capsule.c1, partial, commitments, y, accessId });
    const opened = openReencrypted({ capsule, context, partials, threshold, commitments, accessId, b2 });
    assert.deepEqual(opened, part);
  });

  it("are refused when false, of another index, secret or threshold", () => {
    const secret = randomScalar();
    const x = derivePublicX(secret);
    const { commitments, shares } = dealScalarShares({ secret, threshold: 2, indices: [1, 2, 3] });
    const valid = { x, threshold: 2, commitments, ...at(shares, 0) };
    verifyScalarShare(valid);
    const share = (valid.share % (FR_ORDER - 1n)) + 1n;
    assert.throws(() => verifyScalarShare({ ...valid, share }), withCode("SHARE_INVALID", { index: 1 }));
    assert.throws(() => verifyScalarShare({ ...valid, index: 3 }), withCode("SHARE_INVALID", { index: 3 }));
    assert.throws(() => verifyScalarShare({ ...valid, threshold: 3 }), withCode("DEAL_INVALID"));
    assert.throws(() => verifyScalarShare({ ...valid, x: derivePublicX(7n) }), withCode("DEAL_INVALID"));
    assert.throws(() => verifyScalarShare({ ...valid, share: 0n }), withCode("SCALAR_INVALID"));
    assert.throws(() => verifyScalarShare({ ...valid, index: 0 }), withCode("INDEX_INVALID"));
  });
});
