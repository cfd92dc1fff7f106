import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signaturesAhead } from "./signaturesAhead.ts";

const KEYS = `0x${"01".repeat(20)}` as const;
const CONSORTIUM = `0x${"03".repeat(20)}` as const;
const sharing = {
  stage: "waiting",
  role: "Patient",
  emergency: true,
  accounts: { keys: KEYS, consortium: CONSORTIUM },
} as const;
const after = (begun: Parameters<typeof signaturesAhead>[0]) => signaturesAhead(begun, { isUnlocked: false });

describe("signaturesAhead", () => {
  it("counts three for each network, two for emergencies and one for wrapped keys", () => {
    assert.equal(after(sharing), 9);
    assert.equal(signaturesAhead(sharing, { isUnlocked: true }), 8);
    assert.equal(after({ ...sharing, emergency: false }), 7);
    assert.equal(after({ ...sharing, accounts: { keys: KEYS, consortium: null } }), 4);
    assert.equal(after({ ...sharing, role: "Doctor" }), 4);
  });

  it("asks the wallet for no keys that a passphrase locks", () => {
    assert.equal(after({ ...sharing, accounts: { keys: null, consortium: CONSORTIUM } }), 8);
  });

  it("counts what is left of one that broke off", () => {
    const left = (["enrolled", "published", "shared"] as const).map((stage) => after({ ...sharing, stage }));
    assert.deepEqual(left, [8, 7, 4]);
  });
});
