import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { grantStateOf, type GrantUse } from "./grantState.ts";

function grant(change: Partial<GrantUse> = {}): GrantUse {
  const now = Math.floor(Date.now() / 1000);
  return {
    notBefore: now - 10,
    notAfter: now + 1_000,
    maxUses: 3,
    used: 2,
    isRegistered: true,
    isRevoked: false,
    ...change,
  };
}

describe("grantStateOf", () => {
  it("holds between its times with a use left", () => {
    assert.equal(grantStateOf(grant()), "holds");
  });

  const cases: readonly (readonly [string, Partial<GrantUse>])[] = [
    ["withdrawn", { isRevoked: true }],
    ["never registered", { isRegistered: false }],
    ["over", { notAfter: Math.floor(Date.now() / 1000) }],
    ["not yet", { notBefore: Math.floor(Date.now() / 1000) + 500 }],
    ["used up", { used: 3 }],
  ];
  for (const [state, change] of cases) {
    it(`is “${state}” after one change`, () => assert.equal(grantStateOf(grant(change)), state));
  }

  it("is never used up without a limit", () => {
    assert.equal(grantStateOf(grant({ maxUses: 0, used: 1_000 })), "holds");
  });

  it("is withdrawn also when it was never registered here", () => {
    assert.equal(grantStateOf(grant({ isRegistered: false, isRevoked: true })), "withdrawn");
  });
});
