import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { lockDataFolder } from "./lockDataFolder.ts";
import { openDatabase } from "./openDatabase.ts";
import { transaction } from "./transaction.ts";

const temporary = mkdtempSync(join(tmpdir(), "medlattice-database-"));
after(() => rmSync(temporary, { recursive: true }));

function open(folder: string, migrations: readonly string[]) {
  return openDatabase({ folder, file: "test.sqlite", migrations, synchronous: "NORMAL" });
}

describe("openDatabase", () => {
  it("runs each migration once, also those that came later", () => {
    const folder = mkdtempSync(join(temporary, "migrate-"));
    const first = "CREATE TABLE a (x INTEGER)";
    open(folder, [first]).close();
    const database = open(folder, [first, "CREATE TABLE b (y INTEGER)"]);
    database.exec("INSERT INTO a VALUES (1); INSERT INTO b VALUES (2)");
    database.close();
  });

  it("leaves nothing of a migration that fails", () => {
    const folder = mkdtempSync(join(temporary, "fail-"));
    assert.throws(() => open(folder, ["CREATE TABLE a (x INTEGER); CREATE NONSENSE"]));
    const database = open(folder, ["CREATE TABLE a (x INTEGER)"]);
    database.close();
  });

  it("refuses what a newer release wrote", () => {
    const folder = mkdtempSync(join(temporary, "newer-"));
    open(folder, ["CREATE TABLE a (x INTEGER)", "CREATE TABLE b (x INTEGER)"]).close();
    assert.throws(
      () => open(folder, ["CREATE TABLE a (x INTEGER)"]),
      (error: unknown) => error instanceof InvalidInputError && error.code === "DATABASE_TOO_NEW",
    );
  });
});

describe("the data folder", () => {
  const modeOf = (...names: string[]): string => (statSync(join(...names)).mode & 0o777).toString(8);

  it("is closed to others at the start, with every database in it, however they were made", () => {
    const folder = mkdtempSync(join(temporary, "modes-"));
    open(folder, ["CREATE TABLE a (x INTEGER)"]).close();
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "test.sqlite"), 0o644);
    lockDataFolder(folder)();
    assert.equal(modeOf(folder), "700");
    assert.equal(modeOf(folder, "test.sqlite"), "600");
    assert.equal(modeOf(folder, "lock.sqlite"), "600");
  });

  it("has databases that only their owner reads, with their logs, whatever the process's mask", () => {
    const folder = mkdtempSync(join(temporary, "mask-"));
    const before = process.umask(0);
    try {
      const database = open(folder, ["CREATE TABLE a (x INTEGER)"]);
      for (const name of ["test.sqlite", "test.sqlite-wal", "test.sqlite-shm"])
        assert.equal(modeOf(folder, name), "600", name);
      database.close();
    } finally {
      process.umask(before);
    }
  });
});

describe("transaction", () => {
  it("does all or nothing", () => {
    const database = open(mkdtempSync(join(temporary, "all-")), ["CREATE TABLE a (x INTEGER)"]);
    assert.equal(
      transaction(database, () => database.prepare("INSERT INTO a VALUES (1)").run().changes),
      1,
    );
    assert.throws(
      () =>
        transaction(database, () => {
          database.exec("INSERT INTO a VALUES (2)");
          throw new Error("no");
        }),
      /no/,
    );
    assert.equal(database.prepare("SELECT COUNT(*) AS n FROM a").get()?.["n"], 1);
    database.close();
  });
});

describe("lockDataFolder", () => {
  const lock = new URL("./lockDataFolder.ts", import.meta.url).href;
  const attempt = `
    import { lockDataFolder } from ${JSON.stringify(lock)};
    try { lockDataFolder(process.argv[1]); console.log("locked"); process.kill(process.pid, "SIGKILL"); }
    catch (error) { console.log(error.code); }`;
  const tryElsewhere = (folder: string): string =>
    spawnSync(process.execPath, ["--input-type=module", "-e", attempt, folder], {
      encoding: "utf8",
    }).stdout.trim();

  it("lets one process in at a time, and is gone with it however it ends", () => {
    const folder = mkdtempSync(join(temporary, "lock-"));
    const unlock = lockDataFolder(folder);
    assert.equal(tryElsewhere(folder), "DATA_FOLDER_IN_USE");
    assert.throws(
      () => lockDataFolder(folder),
      (error: unknown) => error instanceof InvalidInputError && error.code === "DATA_FOLDER_IN_USE",
    );
    unlock();
    assert.equal(tryElsewhere(folder), "locked");
    assert.equal(tryElsewhere(folder), "locked");
  });
});
