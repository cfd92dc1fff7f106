import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import {
  FR_ORDER,
  dealReencryptionShares,
  derivePublicY,
  initCrypto,
  openReencrypted,
  partialReencrypt,
  randomScalar,
} from "../index.ts";
import { decodeG2, encodePoint, mulG2 } from "../bls/points.ts";
import { aGrantedPart, aSealedPart, at } from "../testing/fixtures.ts";

before(initCrypto);

describe("an old grantee with one proxy", () => {
  it("cannot make a share for another grantee, because each deal has its own polynomial", () => {
    const sealed = aSealedPart();
    const oldReader = aGrantedPart(sealed);
    const newReader = aGrantedPart(sealed);
    // The proxy with index 1 gives its old share rk = ĝ^(b·f(1)) away; the old reader removes b, the new one puts its own in.
    const stripped = mulG2(decodeG2(at(oldReader.deal.shares, 0).rk, "rk"), inverse(oldReader.b2));
    const rk = encodePoint(mulG2(stripped, newReader.b2));
    const { commitments } = newReader.deal;
    const forged = partialReencrypt({
      c1: sealed.capsule.c1,
      rk,
      index: 1,
      commitments,
      y: newReader.y,
      accessId: newReader.accessId,
    });
    assert.throws(
      () => openReencrypted({ ...newReader, commitments, partials: [forged, at(newReader.partials, 1)] }),
      withCode("PARTIALS_FALSE", { liars: "1" }),
    );
  });

  it("could, were the polynomial the same: what the fresh one protects from", () => {
    const sealed = aSealedPart();
    const { a } = sealed;
    const samePolynomial = (random: () => Uint8Array, b2: bigint) => {
      const y = derivePublicY(b2);
      return { y, b2, ...dealReencryptionShares({ a, y, threshold: 2, indices: [1, 2, 3], random }) };
    };
    const fixed = () => new Uint8Array(64).fill(7);
    const oldReader = samePolynomial(fixed, randomScalar());
    const newReader = samePolynomial(fixed, randomScalar());
    const rk = encodePoint(
      mulG2(decodeG2(at(oldReader.shares, 0).rk, "rk"), inverse(oldReader.b2) * newReader.b2),
    );
    assert.deepEqual(rk, at(newReader.shares, 0).rk);
  });
});

/** k^(r − 2) mod r, independent of the code under test. */
function inverse(k: bigint): bigint {
  let result = 1n;
  for (let base = k, e = FR_ORDER - 2n; e > 0n; e >>= 1n, base = (base * base) % FR_ORDER) {
    if (e & 1n) result = (result * base) % FR_ORDER;
  }
  return result;
}
