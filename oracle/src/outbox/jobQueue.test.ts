import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { after, describe, it } from "node:test";
import { pino } from "pino";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { transaction } from "../database/transaction.ts";
import { type JobQueue, createJobQueue } from "./jobQueue.ts";

const temporary = mkdtempSync(join(tmpdir(), "medlattice-jobs-"));
after(() => rmSync(temporary, { recursive: true }));
const logger = pino({ level: "silent" });

function newDatabase(): DatabaseSync {
  const folder = mkdtempSync(join(temporary, "jobs-"));
  return openDatabase({ folder, file: "oracle.sqlite", migrations: MIGRATIONS, synchronous: "NORMAL" });
}

async function drained(queue: JobQueue): Promise<void> {
  const end = Date.now() + 5_000;
  while (queue.backlog() > 0) {
    assert.ok(Date.now() < end, "the queue does not drain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("jobQueue", () => {
  it("does what was written down, in order, and crosses it out", async () => {
    const queue = createJobQueue({ database: newDatabase(), logger, nowMs: Date.now });
    const done: string[] = [];
    queue.handle("note", async (payload) => void done.push(payload));
    for (const name of ["first", "second", "third"]) queue.add("note", name, name);
    queue.start();
    await drained(queue);
    await queue.stop();
    assert.deepEqual(done, ["first", "second", "third"]);
  });

  it("takes the same job once", async () => {
    const queue = createJobQueue({ database: newDatabase(), logger, nowMs: Date.now });
    let times = 0;
    queue.handle("note", async () => void times++);
    queue.add("note", "same", "a");
    queue.add("note", "same", "b");
    queue.start();
    await drained(queue);
    await queue.stop();
    assert.equal(times, 1);
  });

  it("repeats what fails, with growing pauses, and goes on with the others meanwhile", async () => {
    let now = 0;
    const queue = createJobQueue({ database: newDatabase(), logger, nowMs: () => now });
    const attempts: string[] = [];
    queue.handle("note", async (payload) => {
      attempts.push(payload);
      if (payload === "bad" && attempts.filter((each) => each === "bad").length < 3)
        throw new Error("not yet");
    });
    queue.add("note", "1", "bad");
    queue.add("note", "2", "good");
    queue.start();
    while (queue.backlog() > 1) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(attempts, ["bad", "good"]);
    for (const pause of [1_000, 2_000]) {
      now += pause;
      queue.add("note", `wake ${pause}`, "good");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await drained(queue);
    await queue.stop();
    assert.equal(attempts.filter((each) => each === "bad").length, 3);
  });

  it("does not let one kind wait for another", async () => {
    const queue = createJobQueue({ database: newDatabase(), logger, nowMs: Date.now });
    const stuck = Promise.withResolvers<void>();
    const done: string[] = [];
    queue.handle("slow", () => stuck.promise);
    queue.handle("quick", async (payload) => void done.push(payload));
    queue.add("slow", "1", "");
    queue.add("quick", "1", "meanwhile");
    queue.start();
    while (queue.backlog() > 1) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(done, ["meanwhile"]);
    stuck.resolve();
    await drained(queue);
    await queue.stop();
  });

  it("keeps jobs through a restart, and does again what may not have been finished", async () => {
    const database = newDatabase();
    const first = createJobQueue({ database, logger, nowMs: Date.now });
    first.add("note", "1", "kept");
    const second = createJobQueue({ database, logger, nowMs: Date.now });
    const done: string[] = [];
    second.handle("note", async (payload) => void done.push(payload));
    second.start();
    await drained(second);
    await second.stop();
    assert.deepEqual(done, ["kept"]);
  });

  it("writes a job down with the change it belongs to, or not at all", () => {
    const database = newDatabase();
    const queue = createJobQueue({ database, logger, nowMs: Date.now });
    assert.throws(() =>
      transaction(database, () => {
        queue.add("note", "1", "lost");
        throw new Error("the change failed");
      }),
    );
    assert.equal(queue.backlog(), 0);
  });

  it("goes on when the disk had no room to note a failure", async () => {
    const database = newDatabase();
    database.exec(
      "CREATE TRIGGER full BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    const queue = createJobQueue({ database, logger, nowMs: Date.now });
    let times = 0;
    queue.handle("note", async () => {
      times += 1;
      if (times === 1) throw new Error("not now");
    });
    queue.add("note", "same", "a");
    queue.start();
    await drained(queue);
    await queue.stop();
    assert.equal(times, 2);
  });

  it("stops at once while it waits for room", async () => {
    const database = newDatabase();
    database.exec(
      "CREATE TRIGGER full BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    const queue = createJobQueue({ database, logger, nowMs: Date.now });
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    queue.handle("note", async () => {
      begin();
      throw new Error("not now");
    });
    queue.add("note", "same", "a");
    queue.start();
    await begun;
    await queue.stop();
    assert.equal(queue.backlog(), 1);
  });
});
