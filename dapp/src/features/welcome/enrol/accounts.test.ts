import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assignAccounts, unusedAccounts } from "./accounts.ts";

const a = "0x0a";
const b = "0x0b";
const c = "0x0c";

describe("assignAccounts", () => {
  it("locks the keys with the first, and shows each chain another", () => {
    assert.deepEqual(assignAccounts([a, b, c], { hasPassphrase: false, shares: true }), {
      keys: a,
      home: b,
      consortium: c,
    });
  });

  it("leaves the sharing account out for those who do not share", () => {
    assert.deepEqual(assignAccounts([a, b], { hasPassphrase: false, shares: false }), {
      keys: a,
      home: b,
      consortium: null,
    });
  });

  it("does without the keys' account when a passphrase locks them", () => {
    assert.deepEqual(assignAccounts([a, b], { hasPassphrase: true, shares: true }), {
      keys: null,
      home: a,
      consortium: b,
    });
  });

  it("keeps the keys' account beside a passphrase where there are enough", () => {
    assert.equal(assignAccounts([a, b, c], { hasPassphrase: true, shares: true })?.keys, a);
  });

  it("is null when there are too few", () => {
    assert.equal(assignAccounts([a, b], { hasPassphrase: false, shares: true }), null);
    assert.equal(assignAccounts([a], { hasPassphrase: true, shares: true }), null);
    assert.equal(assignAccounts([], { hasPassphrase: true, shares: false }), null);
  });
});

describe("unusedAccounts", () => {
  it("leaves out those that somebody is enrolled with", () => {
    const chain = {
      chainId: 1,
      kind: "private",
      personId: "0x01",
      account: b,
      organization: "0x02",
      organizationName: "",
      isActive: true,
      notAfter: 0,
    } as const;
    const identity = {
      key: "0x01",
      role: "Patient",
      organization: "0x02",
      organizationName: "",
      chains: [chain],
      signatures: 2,
    } as const;
    assert.deepEqual(unusedAccounts([a, b, c], [identity]), [a, c]);
  });
});
