import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import { type Hex, toHex } from "viem";
import { signingOf } from "./attempts.ts";
import { CUSTODY_MIGRATION } from "./custodyMigration.ts";
import { createRequestTable } from "./requestTable.ts";

const ID: Hex = `0x${"01".repeat(32)}`;

/** A request with officers 1 and 2 in its first attempt. */
function begun() {
  const database = new DatabaseSync(":memory:");
  database.exec(CUSTODY_MIGRATION);
  const table = createRequestTable(database);
  let made = 0;
  const commit = (index: number): void => {
    made++;
    table.addCommitment(ID, {
      index,
      hiding: toHex(made, { size: 32 }),
      binding: toHex(1000 + made, { size: 32 }),
    });
  };
  commit(1);
  commit(2);
  table.use(table.commitments(ID), 1);
  return { table, commit, isOver: () => signingOf(table, ID).attempts.map(({ isOver }) => isOver) };
}

describe("attempts at a signature", () => {
  it("go on while their officers have yet to answer, and when one who has answered joins the next", () => {
    const { table, commit, isOver } = begun();
    assert.deepEqual(isOver(), [false]);
    table.addShare(ID, 1, { index: 1, z: 5n });
    commit(1);
    assert.deepEqual(isOver(), [false]);
    assert.deepEqual(
      signingOf(table, ID).unused.map(({ index }) => index),
      [1],
    );
  });

  it("are over when an officer begins anew without having answered", () => {
    const { commit, isOver } = begun();
    commit(2);
    assert.deepEqual(isOver(), [true]);
  });

  it("are over when an officer of theirs lied, whose commitments count no more", () => {
    const { table, commit, isOver } = begun();
    commit(3);
    table.addLiar(ID, 3);
    assert.deepEqual(isOver(), [false]);
    assert.deepEqual(signingOf(table, ID).unused, []);
    table.addLiar(ID, 2);
    assert.deepEqual(isOver(), [true]);
  });

  it("use a commitment once, and forget an unused one when its officer lost the nonces", () => {
    const { table, commit } = begun();
    commit(3);
    table.dropUnused(ID, 3);
    table.dropUnused(ID, 1);
    assert.deepEqual(
      table.commitments(ID).map(({ index, attempt }) => [index, attempt]),
      [
        [1, 1],
        [2, 1],
      ],
    );
    const [first] = table.commitments(ID);
    assert.ok(first);
    assert.throws(() => table.addCommitment(ID, first), /UNIQUE/);
  });
});
