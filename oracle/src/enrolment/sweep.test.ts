import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { type Hex, bytesToHex, zeroAddress } from "viem";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { createEnrolmentTable } from "./enrolmentTable.ts";
import { sweepEnrolments } from "./sweep.ts";

const random = (): Hex => bytesToHex(randomBytes(32));

function setUp() {
  const database = openDatabase({
    folder: "",
    file: ":memory:",
    migrations: MIGRATIONS,
    synchronous: "NORMAL",
  });
  const table = createEnrolmentTable(database);
  /** What the chain answers, by nullifier. */
  const onChain = new Map<Hex, Hex>();
  const reader: IdentityReader = {
    person: async () => undefined,
    personOfNullifier: async (_chainId, nullifier) => onChain.get(nullifier),
    organization: async () => ({ kind: 1, isActive: true, issuerKey: zeroAddress, oracle: zeroAddress }),
  };
  const start = (now: number, expires: number) =>
    table.start(
      {
        id: randomUUID(),
        chainId: 7101,
        organization: random(),
        manager: random(),
        vouchedBy: undefined,
        role: 1,
        nullifier: random(),
        sealed: randomBytes(16),
      },
      { now, expires },
    );
  const sweep = (now: number) => sweepEnrolments({ table, reader, now });
  return { database, table, onChain, start, sweep };
}

describe("sweepEnrolments", () => {
  it("removes the identity of an enrolment nobody finished, when its time is over", async () => {
    const { table, start, sweep } = setUp();
    const { id } = start(100, 200);
    await sweep(200);
    assert.equal(table.find(id)?.state, "started");
    await sweep(201);
    assert.equal(table.find(id), undefined);
  });

  it("keeps it while a credential can still be used", async () => {
    const { table, start, sweep } = setUp();
    const { id } = start(100, 200);
    table.issue(id, { personId: random(), credentialHash: random(), expires: 1_000 });
    await sweep(999);
    assert.equal(table.find(id)?.state, "issued");
    await sweep(1_001);
    assert.equal(table.find(id), undefined);
  });

  it("keeps whoever is on chain by another credential or another way", async () => {
    const { table, onChain, start, sweep } = setUp();
    const { id, nullifier } = start(100, 200);
    const personId = random();
    onChain.set(nullifier, personId);
    await sweep(10_000);
    assert.deepEqual([table.find(id)?.state, table.find(id)?.personId], ["enrolled", personId]);
    await sweep(1_000_000);
    assert.equal(table.find(id)?.state, "enrolled");
  });

  it("settles those the index has seen with the very credential issued", async () => {
    const { database, table, start, sweep } = setUp();
    const [mine, forged] = [start(100, 200), start(100, 200)];
    const credentialHash = random();
    for (const { id } of [mine, forged])
      table.issue(id, {
        personId: mine.nullifier,
        credentialHash: id === mine.id ? credentialHash : random(),
        expires: 10_000,
      });
    database
      .prepare("INSERT INTO persons VALUES (7101, ?, ?, 1, 1, ?, 0, 0, ?, 0)")
      .run(mine.nullifier, random(), random(), credentialHash);
    await sweep(300);
    assert.equal(table.find(mine.id)?.state, "enrolled");
    assert.equal(table.find(forged.id)?.state, "issued");
  });
});

describe("an enrolment", () => {
  it("is one row for one real identity, whoever starts it last", () => {
    const { table, start } = setUp();
    const first = start(100, 200);
    const { seq: _seq, state: _state, personId: _personId, createdAt: _createdAt, ...rest } = first;
    const again = table.start({ ...rest, id: randomUUID(), manager: random() }, { now: 150, expires: 250 });
    assert.equal(again.id, first.id);
    assert.notEqual(again.manager, first.manager);
  });
});
