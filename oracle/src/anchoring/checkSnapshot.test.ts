import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { VerificationError } from "@medlattice/sdk/errors";
import type { SnapshotAccount } from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import type { ChainContent } from "./buildSnapshot.ts";
import { checkSnapshot } from "./checkSnapshot.ts";

const word = (byte: number): Hex => `0x${byte.toString(16).padStart(2, "0").repeat(32)}`;

/** Fresh each time: three accounts by ascending id. */
function content(): { chain: ChainContent["chain"]; accounts: SnapshotAccount[] } {
  const chain = {
    chainId: 7101,
    sequence: 2,
    blockNumber: 40,
    blockHash: word(1),
    labelRoot: word(2),
    labelCount: 3,
    previous: word(3),
  };
  const accounts = [10, 20, 30].map((byte) => ({
    personId: word(byte),
    balance: 0,
    height: byte,
    dataRoot: word(byte + 1),
  }));
  return { chain, accounts };
}

function refusal(
  change: (said: ReturnType<typeof content>) => void,
): Pick<VerificationError, "code" | "facts"> {
  const said = content();
  change(said);
  try {
    checkSnapshot(said, content());
  } catch (error) {
    assert.ok(error instanceof VerificationError, String(error));
    return error;
  }
  return assert.fail("was accepted");
}

function changed<K extends keyof SnapshotAccount>(at: number, member: K, value: SnapshotAccount[K]) {
  return ({ accounts }: ReturnType<typeof content>): void => {
    const account = accounts[at];
    if (account !== undefined) accounts[at] = { ...account, [member]: value };
  };
}

describe("checkSnapshot (systems.md P2; rule 17)", () => {
  it("takes what is the same", () => checkSnapshot(content(), content()));

  const differences: readonly [string, (said: ReturnType<typeof content>) => void, string, object][] = [
    [
      "another block",
      ({ chain }) => void Object.assign(chain, { blockHash: word(9) }),
      "SNAPSHOT_BLOCK_DIFFERS",
      {},
    ],
    [
      "another log",
      ({ chain }) => void Object.assign(chain, { labelRoot: word(9) }),
      "SNAPSHOT_LABELS_DIFFER",
      {},
    ],
    [
      "fewer labels",
      ({ chain }) => void Object.assign(chain, { labelCount: 2 }),
      "SNAPSHOT_LABELS_DIFFER",
      {},
    ],
    ["a height", changed(1, "height", 21), "SNAPSHOT_ACCOUNT_DIFFERS", { account: 1, member: "height" }],
    ["a balance", changed(0, "balance", 1), "SNAPSHOT_ACCOUNT_DIFFERS", { account: 0, member: "balance" }],
    [
      "a tree",
      changed(2, "dataRoot", word(9)),
      "SNAPSHOT_ACCOUNT_DIFFERS",
      { account: 2, member: "dataRoot" },
    ],
    [
      "an account left out",
      ({ accounts }) => void accounts.splice(1, 1),
      "SNAPSHOT_ACCOUNT_MISSING",
      { account: 1 },
    ],
    [
      "the last one left out",
      ({ accounts }) => void accounts.pop(),
      "SNAPSHOT_ACCOUNT_MISSING",
      { account: 2 },
    ],
    ["an account too many", changed(2, "personId", word(25)), "SNAPSHOT_ACCOUNT_ADDED", { account: 2 }],
  ];
  for (const [what, change, code, facts] of differences) {
    it(`names ${what}, and nobody by id`, () => {
      const error = refusal(change);
      assert.equal(error.code, code);
      assert.deepEqual(error.facts, { chainId: 7101, block: 40, ...facts });
    });
  }
});
