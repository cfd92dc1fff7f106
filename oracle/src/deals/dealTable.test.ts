import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, describe, it } from "node:test";
import { type Hex, toHex } from "viem";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { DEALT_ALONE_MIGRATION, type NewDeal, createDealTable, statusOf } from "./dealTable.ts";

const id = (): Hex => toHex(randomBytes(32));

function newTable(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "medlattice-deals-"));
  const database = openDatabase({
    folder,
    file: "oracle.sqlite",
    migrations: MIGRATIONS,
    synchronous: "FULL",
  });
  context.after(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const onDisk = (bytes: Uint8Array): boolean =>
    readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(Buffer.from(bytes)));
  return { table: createDealTable(database), database, onDisk };
}

function newDeal(): NewDeal {
  const base = { chainId: 7100, grantId: id(), grantor: id(), dealHash: id() };
  return { ...base, basis: "grant", sealed: randomBytes(2_000), stored: 1_000 };
}

describe("the table of deals", () => {
  it("leaves nothing of a destroyed share on disk, and remembers that it was there", (context) => {
    const { table, onDisk } = newTable(context);
    const deal = newDeal();
    table.put(deal);
    const piece = deal.sealed.subarray(100, 164);
    assert.ok(onDisk(piece), "else the test would prove nothing");
    table.destroy(deal, "GRANT_REVOKED", 2_000);
    assert.ok(!onDisk(piece));
    const [left] = table.find(deal);
    assert.ok(left !== undefined);
    const { state, destroyedAt, reason } = statusOf(left, id());
    assert.deepEqual([state, destroyedAt, reason], ["destroyed", 2_000, "GRANT_REVOKED"]);
    assert.throws(() => table.put(deal), "the same deal does not come back");
  });

  it("keeps a grantor's deal beside one that somebody else sent for the same grant first", (context) => {
    const { table } = newTable(context);
    const deal = newDeal();
    const squatters = { ...newDeal(), grantId: deal.grantId };
    table.put(squatters);
    table.put(deal);
    assert.equal(table.find(deal)[0]?.dealHash, deal.dealHash);
    table.destroy(squatters, "GRANT_REVOKED", 2_000);
    assert.ok(table.find(deal)[0]?.sealed !== undefined);
  });

  it("finds what was withdrawn at home or is over, and nothing else", (context) => {
    const { table, database } = newTable(context);
    const [living, withdrawn, over, others] = [newDeal(), newDeal(), newDeal(), newDeal()];
    for (const deal of [living, withdrawn, over, others]) table.put(deal);
    const grant = database.prepare(
      "INSERT INTO grants (chain_id, grantor, grant_id, position, not_after, revoked) VALUES (?, ?, ?, '', ?, ?)",
    );
    grant.run(7100, living.grantor, living.grantId, 5_000, null);
    grant.run(7100, withdrawn.grantor, withdrawn.grantId, 5_000, 1_500);
    grant.run(7100, over.grantor, over.grantId, 3_000, null);
    // Anyone may withdraw any id in their own name.
    grant.run(7100, id(), others.grantId, null, 1_500);
    const ended = table.ended(3_000).map(({ deal, reason }) => [deal.grantId, reason]);
    assert.deepEqual(
      new Map(ended.map(([grantId, reason]) => [grantId, reason])),
      new Map([
        [withdrawn.grantId, "GRANT_REVOKED"],
        [over.grantId, "GRANT_EXPIRED"],
      ]),
    );
    grant.run(7101, id(), living.grantId, null, 1_500);
    const [elsewhere] = table.withdrawnElsewhere();
    assert.equal(elsewhere?.deal.grantId, living.grantId);
    assert.equal(elsewhere?.chainId, 7101);
  });

  it("keeps no deal that was signed alone: a grant's says why, one for emergencies makes room", (context) => {
    const folder = mkdtempSync(join(tmpdir(), "medlattice-deals-"));
    context.after(() => rmSync(folder, { recursive: true }));
    const open = (migrations: readonly string[]) =>
      openDatabase({ folder, file: "oracle.sqlite", migrations, synchronous: "FULL" });
    const before = open(MIGRATIONS.slice(0, MIGRATIONS.indexOf(DEALT_ALONE_MIGRATION)));
    const [ofGrant, revoked, standing] = [newDeal(), newDeal(), newDeal()];
    const old = createDealTable(before);
    for (const deal of [ofGrant, revoked, { ...standing, basis: "emergency" as const }]) old.put(deal);
    old.destroy(revoked, "GRANT_REVOKED", 2_000);
    before.close();
    const database = open(MIGRATIONS);
    const table = createDealTable(database);
    const [found] = table.find(ofGrant);
    assert.deepEqual([found?.sealed, found?.reason], [undefined, "DEAL_OUTDATED"]);
    assert.equal(table.find(revoked)[0]?.reason, "GRANT_REVOKED");
    assert.deepEqual(table.find(standing), []);
    database.close();
  });
});
