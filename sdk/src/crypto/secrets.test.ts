import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { toHex } from "../codec/index.ts";
import { visibleTextOf } from "../testing/errors.ts";
import {
  blindNullifier,
  canonicalRealId,
  commit,
  combinePartials,
  dealReencryptionShares,
  dealScalarShares,
  decodeCapsule,
  derivePublicX,
  derivePublicY,
  encodeCapsule,
  initCrypto,
  openAead,
  openOwnCapsule,
  openReencrypted,
  partialFromScalarShare,
  redact,
  sealPart,
  verifyScalarShare,
} from "./index.ts";
import { bigintToBytes } from "./primitives/bytes.ts";
import { aGrantedPart, anId, at, flipped } from "./testing/fixtures.ts";

before(initCrypto);

/** A recognisable secret, beyond every group order, so that every function that takes it refuses it. */
const SECRET = BigInt(`0x${"c0ffee5ec4e7".repeat(5)}abcd`);
const SECRET_BYTES = bigintToBytes(SECRET, 32);

describe("errors", () => {
  it("carry nothing of a secret, in whatever way it is refused", () => {
    const granted = aGrantedPart();
    const { capsule, context, deal, y, accessId, partials, threshold } = granted;
    const { commitments } = deal;
    const registryId = anId();
    const h1 = { x: SECRET, y: SECRET };
    const attempts: (() => unknown)[] = [
      () => derivePublicX(SECRET),
      () => derivePublicY(SECRET),
      () => openOwnCapsule({ capsule, a: SECRET, context }),
      () => combinePartials({ partials, threshold, b2: SECRET }),
      () => dealReencryptionShares({ a: SECRET, y, threshold, indices: [1, 2] }),
      () => dealScalarShares({ secret: SECRET, threshold, indices: [1, 2] }),
      () => verifyScalarShare({ x: at(commitments, 0), threshold, commitments, index: 1, share: SECRET }),
      () => partialFromScalarShare({ c1: capsule.c1, share: SECRET, index: 1, commitments, y, accessId }),
      () => redact({ x: SECRET, commitment: registryId, m: 1n, registryId }),
      () => commit({ h1, m: 1n, registryId }),
      () => sealPart({ x: SECRET_BYTES, part: SECRET_BYTES, epoch: 0, context }),
      () => sealPart({ x: capsule.x, part: Uint8Array.from([...SECRET_BYTES, 1]), epoch: 0, context }),
      () => openAead({ key: SECRET_BYTES, aad: SECRET_BYTES, sealed: SECRET_BYTES }),
      () => decodeCapsule({ ...encodeCapsule(capsule), wrapped: toHex(SECRET_BYTES) }),
      () =>
        openReencrypted({
          ...granted,
          commitments,
          capsule: { ...capsule, wrapped: flipped(capsule.wrapped, 1) },
        }),
      () => blindNullifier({ realId: `c0ffee5ec4e7 ${SECRET}`, chainId: 1n, registryId }),
      () => canonicalRealId({ system: "c0ffee5ec4e7|", value: String(SECRET) }),
    ];
    const needles = [
      "c0ffee5ec4e7",
      String(SECRET),
      toHex(granted.part).slice(2),
      String(granted.b2),
      String(granted.a),
    ];
    for (const attempt of attempts) {
      assert.throws(attempt, (error: unknown) => {
        const text = visibleTextOf(error).toLowerCase();
        for (const needle of needles)
          assert.ok(!text.includes(needle), `${attempt.toString()} shows a secret`);
        return true;
      });
    }
  });
});
