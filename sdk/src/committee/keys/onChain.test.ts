import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { fromHex, toHex } from "../../codec/index.ts";
import { encodePoint } from "../../crypto/bls/points.ts";
import { initCrypto, platformRandom } from "../../crypto/index.ts";
import { withCode } from "../../testing/errors.ts";
import { decodeG1Eip2537 } from "../bls/eip2537.ts";
import { applicationOf, signatureOnChain, votingKeyFromChain } from "./onChain.ts";
import { possessionContext, verifyVotingKey } from "./possession.ts";
import { generateVotingKey } from "./votingKey.ts";

before(initCrypto);

function anApplication() {
  const holder = {
    chainId: 7100,
    registry: toHex(platformRandom(20)),
    organization: toHex(platformRandom(32)),
  };
  const key = generateVotingKey();
  const account = toHex(platformRandom(20));
  return { holder, key, account, applied: applicationOf(holder, { account, secret: key.secret }) };
}

describe("an application (systems.md P14)", () => {
  it("names organisation and account, and has the key with a proof for just these", () => {
    const { holder, key, account, applied } = anApplication();
    assert.deepEqual([applied.organization, applied.account], [holder.organization, account]);
    const publicKey = votingKeyFromChain(applied.key);
    assert.deepEqual(publicKey, key.publicKey);
    const proof = encodePoint(decodeG1Eip2537(fromHex(applied.proof), "proof"));
    verifyVotingKey({ publicKey, proof, context: possessionContext(holder) });
    const other = possessionContext({ ...holder, chainId: 7101 });
    assert.throws(
      () => verifyVotingKey({ publicKey, proof, context: other }),
      withCode("VOTING_KEY_UNPROVEN"),
    );
  });

  it("is read back from the chain only when it is a key", () => {
    const { applied } = anApplication();
    const flipped = fromHex(applied.key);
    flipped[255] = (flipped[255] ?? 0) ^ 1;
    assert.throws(() => votingKeyFromChain(toHex(flipped)), withCode("POINT_INVALID"));
    assert.throws(() => signatureOnChain(new Uint8Array(48)), withCode("POINT_INVALID"));
  });
});
