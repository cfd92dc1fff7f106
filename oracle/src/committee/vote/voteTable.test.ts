import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Hex } from "viem";
import { openDatabase } from "../../database/openDatabase.ts";
import { COMMITTEE_MIGRATION } from "../migration.ts";
import { createVoteTable } from "./voteTable.ts";

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const vote = { epoch: 3, kind: 5, slot: word("1"), payload: word("a") };
const open = (folder: string, file = "votes.sqlite") =>
  openDatabase({ folder, file, migrations: [COMMITTEE_MIGRATION], synchronous: "FULL" });

describe("votes that a station has bound itself to (systems.md P14)", () => {
  it("are one payload for each epoch, kind and slot", () => {
    const table = createVoteTable(open("", ":memory:"));
    assert.equal(table.of(vote), null);
    assert.ok(table.bind(vote));
    assert.ok(table.bind(vote), "the same again");
    assert.ok(!table.bind({ ...vote, payload: word("b") }));
    assert.equal(table.of(vote), vote.payload);
    for (const other of [{ epoch: 4 }, { kind: 2 }, { slot: word("2") }])
      assert.ok(table.bind({ ...vote, payload: word("b"), ...other }));
  });

  it("are there when the process died right after", (t) => {
    const folder = mkdtempSync(join(tmpdir(), "medlattice-votes-"));
    t.after(() => rmSync(folder, { recursive: true }));
    createVoteTable(open(folder)).bind(vote);
    // Another connection, and the first one never closed: what a killed process leaves.
    assert.ok(!createVoteTable(open(folder)).bind({ ...vote, payload: word("b") }));
  });
});
