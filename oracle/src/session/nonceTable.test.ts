import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { migrate } from "../database/migrate.ts";
import { createNonceTable, NONCE_MIGRATIONS } from "./nonceTable.ts";

const BOOTED = 1_800_000_000;
/** A request may be dated this much ahead. */
const WINDOW = 60;

function outcome(take: () => void): string {
  try {
    take();
    return "TAKEN";
  } catch (error) {
    assert.ok(error instanceof MedLatticeError);
    return error.code;
  }
}

function table() {
  const database = new DatabaseSync(":memory:");
  migrate(database, NONCE_MIGRATIONS);
  return createNonceTable(database, BOOTED);
}

describe("createNonceTable", () => {
  it("takes a nonce once, of each key", () => {
    const nonces = table();
    const created = BOOTED + 3_600;
    const of = (key: string) => outcome(() => nonces.take(key, "n", created));
    assert.deepEqual([of("a"), of("a"), of("b")], ["TAKEN", "REQUEST_REPLAYED", "TAKEN"]);
  });

  it("takes nothing that could have been taken before a power cut which lost its nonce", () => {
    const nonces = table();
    const at = (created: number) => outcome(() => nonces.take("a", `n${created}`, created));
    assert.equal(at(BOOTED - 1), "REQUEST_TOO_EARLY");
    assert.equal(at(BOOTED + WINDOW), "REQUEST_TOO_EARLY");
    assert.equal(at(BOOTED + WINDOW + 1), "TAKEN");
  });
});
