import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { GivenAccess } from "../../engine/grants/given.ts";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import { attentionOf, readersNow } from "./attention.ts";

const NOW = 1_795_000_000;
const DAY = 86_400;
const id = (digit: string): `0x${string}` => `0x${digit.repeat(64)}`;

function record(status: OwnRecordEntry["status"]): OwnRecordEntry {
  return {
    chainId: 7101,
    recordId: id("1"),
    category: "general",
    institution: "Riverside Hospital",
    authorName: null,
    isAuthorVerified: false,
    status,
    version: 0,
    proposedAt: NOW,
    confirmedAt: null,
    byMandate: false,
    label: null,
    isRefuted: false,
  };
}

function access(part: Partial<GivenAccess>): GivenAccess {
  return {
    chainId: 7100,
    grantId: id("2"),
    granteeName: "Dr. Wu Jian",
    isGranteeVerified: true,
    granteeOrganization: "Cloud Clinic",
    scope: null,
    institution: null,
    summary: null,
    purpose: null,
    state: "holds",
    givenAt: NOW,
    notBefore: NOW,
    notAfter: NOW + DAY,
    withdrawnAt: null,
    maxUses: 0,
    used: 0,
    ...part,
  };
}

describe("attentionOf", () => {
  it("finds what waits for confirmation", () => {
    assert.equal(attentionOf([record("proposed"), record("confirmed")], [], NOW).toConfirm.length, 1);
  });
  it("finds access that ends soon, soonest first", () => {
    const all = [
      access({ notAfter: NOW + 2 * DAY }),
      access({ notAfter: NOW + DAY }),
      access({ notAfter: NOW + 9 * DAY }),
    ];
    assert.deepEqual(
      attentionOf([], all, NOW).endingSoon.map(({ notAfter }) => notAfter),
      [NOW + DAY, NOW + 2 * DAY],
    );
  });
  it("leaves out access that is no more", () => {
    assert.deepEqual(attentionOf([], [access({ state: "withdrawn" })], NOW).endingSoon, []);
  });
});

describe("readersNow", () => {
  it("counts somebody with two grants once", () => {
    assert.equal(readersNow([access({}), access({ grantId: id("3") })]), 1);
  });
  it("does not count what has ended", () => {
    assert.equal(readersNow([access({ state: "over" })]), 0);
  });
  it("counts those nobody can name apart", () => {
    assert.equal(
      readersNow([access({ granteeName: null }), access({ granteeName: null, grantId: id("3") })]),
      2,
    );
  });
});
