import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Hex, toHex } from "../codec/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { withCode } from "../testing/errors.ts";
import {
  accountLeaf,
  DEFAULT_SNAPSHOT_POLICY,
  isSnapshotDue,
  makeSnapshot,
  type SnapshotAccount,
  type SnapshotChain,
  snapshotRootOf,
  snapshotSalt,
} from "./index.ts";

const random32 = (): Hex => toHex(crypto.getRandomValues(new Uint8Array(32)));
const key = crypto.getRandomValues(new Uint8Array(32));
const chain: SnapshotChain = {
  chainId: 7101,
  sequence: 3,
  blockNumber: 412,
  blockHash: random32(),
  labelRoot: random32(),
  labelCount: 5,
  previous: random32(),
};
const saltOf = (personId: Hex): Hex => snapshotSalt(key, { ...chain, personId });
const accountsOf = (count: number): SnapshotAccount[] =>
  Array.from({ length: count }, (_, height) => ({
    personId: random32(),
    balance: 7 * height,
    height,
    dataRoot: height === 0 ? ZERO32 : random32(),
  }));

describe("snapshots of accounts (P2)", () => {
  it("lead from every account and from the chain to one root", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
        const accounts = accountsOf(count);
        const { root, prove } = makeSnapshot({ chain, accounts, saltOf });
        for (const account of accounts) {
          const proof = prove(account.personId);
          assert.deepEqual(proof.account, account);
          assert.equal(snapshotRootOf(proof), root);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("are broken by any change", () => {
    const accounts = accountsOf(9);
    const { root, prove } = makeSnapshot({ chain, accounts, saltOf });
    const proof = prove(accounts[4]?.personId ?? assert.fail());
    const { account } = proof;
    const changed = [
      ...[{ personId: random32() }, { balance: 1 }, { height: 5 }, { dataRoot: random32() }].map(
        (change) => ({
          ...proof,
          account: { ...account, ...change },
        }),
      ),
      ...[
        { chainId: 7102 },
        { sequence: 4 },
        { blockNumber: 413 },
        { blockHash: random32() },
        { labelRoot: random32() },
        { labelCount: 6 },
        { previous: random32() },
      ].map((change) => ({ ...proof, chain: { ...chain, ...change } })),
      { ...proof, salt: random32() },
      { ...proof, accountPath: proof.accountPath.slice(1) },
      { ...proof, chainPath: [] },
    ];
    for (const each of changed) {
      assert.throws(() => snapshotRootOf(each), withCode("SNAPSHOT_PATH_BROKEN"));
    }
    const other = makeSnapshot({ chain: { ...chain, sequence: 4 }, accounts, saltOf });
    assert.notEqual(snapshotRootOf(other.prove(account.personId)), root);
  });

  it("do not show by their leaves who has which height", () => {
    const [account] = accountsOf(1);
    assert.ok(account !== undefined);
    const { personId } = account;
    const leaf = accountLeaf(account, saltOf(personId));
    const guesses = [ZERO32, snapshotSalt(key.with(0, (key[0] ?? 0) ^ 1), { ...chain, personId })];
    for (const salt of guesses) assert.notEqual(accountLeaf(account, salt), leaf);
    const salts = [
      saltOf(personId),
      saltOf(random32()),
      snapshotSalt(key, { ...chain, personId, sequence: 4 }),
      snapshotSalt(key, { ...chain, personId, chainId: 7102 }),
    ];
    assert.equal(new Set(salts).size, salts.length);
  });

  it("hold an account once, and prove none they do not hold", () => {
    const accounts = accountsOf(3);
    const [first] = accounts;
    assert.ok(first !== undefined);
    assert.throws(
      () => makeSnapshot({ chain, accounts: [...accounts, { ...first, balance: 9 }], saltOf }),
      withCode("SNAPSHOT_ACCOUNT_TWICE"),
    );
    const { prove } = makeSnapshot({ chain, accounts, saltOf });
    assert.throws(() => prove(random32()), withCode("SNAPSHOT_ACCOUNT_UNKNOWN"));
  });

  it("can be of a chain without accounts", () => {
    assert.match(makeSnapshot({ chain, accounts: [], saltOf }).root, /^0x[0-9a-f]{64}$/);
  });
});

describe("isSnapshotDue (P2; rule 19)", () => {
  const before = { totalHeight: 250, labelCount: 2, time: 1_000 };
  const { totalHeight, seconds } = DEFAULT_SNAPSHOT_POLICY;
  for (const [what, change, isDue] of [
    ["nothing new after a year", { time: 31_536_000 }, false],
    ["one entry at once", { totalHeight: 251 }, false],
    ["one entry too few", { totalHeight: 249 + totalHeight }, false],
    ["enough entries, whoever's they are", { totalHeight: 250 + totalHeight }, true],
    ["one entry after a day", { totalHeight: 251, time: 1_000 + seconds }, true],
    ["one entry a second before the day is over", { totalHeight: 251, time: 999 + seconds }, false],
    ["one label after a day", { labelCount: 3, time: 1_000 + seconds }, true],
  ] as const) {
    it(`${isDue ? "is due" : "waits"} with ${what}`, () => {
      assert.equal(isSnapshotDue(before, { ...before, ...change }), isDue);
    });
  }
});
