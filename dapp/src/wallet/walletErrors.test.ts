import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromWallet, isUnknownChain, walletError } from "./walletErrors.ts";

const thrown = (code: number): Error => Object.assign(new Error("what the wallet says"), { code });

describe("fromWallet", () => {
  for (const [code, expected] of [
    [4001, "WALLET_REJECTED"],
    [4100, "WALLET_ACCOUNT_MISSING"],
    [4200, "WALLET_UNSUITABLE"],
    [4900, "WALLET_DISCONNECTED"],
    [4901, "WALLET_DISCONNECTED"],
    [-32_002, "WALLET_BUSY"],
    [-32_603, "WALLET_FAILED"],
  ] as const) {
    it(`reads ${code} as ${expected}`, () => {
      assert.equal(fromWallet(thrown(code)).code, expected);
    });
  }

  it("finds the code where libraries and wallets wrap it", () => {
    assert.equal(
      fromWallet(new Error("viem", { cause: new Error("rpc", { cause: thrown(4001) }) })).code,
      "WALLET_REJECTED",
    );
    assert.equal(
      fromWallet({ code: -32_603, data: { originalError: { code: 4001 } } }).code,
      "WALLET_REJECTED",
    );
  });

  it("takes nothing of what the wallet says into the page", () => {
    assert.ok(!fromWallet(thrown(-1)).message.includes("what the wallet says"));
  });

  it("leaves an error of ours as it is, and survives what is none and what goes in circles", () => {
    const ours = walletError("WALLET_LOCKED");
    assert.equal(fromWallet(ours), ours);
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    for (const odd of [undefined, null, "no", circle]) assert.equal(fromWallet(odd).code, "WALLET_FAILED");
  });
});

describe("isUnknownChain", () => {
  it("knows EIP-3326's code, also wrapped", () => {
    assert.equal(isUnknownChain(thrown(4902)), true);
    assert.equal(isUnknownChain({ code: -32_603, data: { originalError: { code: 4902 } } }), true);
    assert.equal(isUnknownChain(thrown(4001)), false);
  });
});
