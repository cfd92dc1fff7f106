import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkEoaSignature, SECP256K1_ORDER } from "@medlattice/sdk/eip712";
import fc from "fast-check";
import { type Hex, bytesToHex, hexToBytes, keccak256, numberToHex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { checkAccountSignature } from "./checkAccountSignature.ts";

const account = privateKeyToAccount(generatePrivateKey());
const digestArbitrary = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => keccak256(bytes));

describe("checkAccountSignature", () => {
  it("takes what the portable check takes, and refuses what it refuses", async () => {
    const flip = fc.record({ at: fc.nat(64), mask: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(digestArbitrary, fc.option(flip), async (digest, change) => {
        const signature = await changed(await account.sign({ hash: digest }), change);
        const question = { address: lower(account.address), digest, signature };
        const verdict = await checkAccountSignature(question);
        assert.equal(verdict, await checkEoaSignature(question));
        assert.equal(verdict, change === null);
      }),
      { numRuns: 60 },
    );
  });

  it("refuses the same signature of another account, or with s in the upper half", async () => {
    const digest = keccak256("0x01");
    const signature = await account.sign({ hash: digest });
    const address = lower(account.address);
    assert.equal(await checkAccountSignature({ address, digest, signature }), true);
    const stranger = lower(privateKeyToAccount(generatePrivateKey()).address);
    assert.equal(await checkAccountSignature({ address: stranger, digest, signature }), false);
    assert.equal(await checkAccountSignature({ address, digest, signature: otherHalf(signature) }), false);
  });
});

async function changed(signature: Hex, change: { at: number; mask: number } | null): Promise<Hex> {
  if (change === null) return signature;
  const bytes = hexToBytes(signature);
  bytes[change.at] = (bytes[change.at] ?? 0) ^ change.mask;
  return bytesToHex(bytes);
}

/** The malleable twin: it recovers to the same account. */
function otherHalf(signature: Hex): Hex {
  const s = BigInt(`0x${signature.slice(66, 130)}`);
  const v = signature.endsWith("1b") ? "1c" : "1b";
  const upper = numberToHex(SECP256K1_ORDER - s, { size: 32 });
  return `${signature.slice(0, 66) as Hex}${upper.slice(2)}${v}`;
}

function lower(address: string): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
