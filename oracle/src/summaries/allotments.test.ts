import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { ONE } from "@medlattice/sdk/reputation";
import type { Hex } from "viem";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { createAllotments } from "./allotments.ts";

const id = (byte: string): Hex => `0x${byte.repeat(32)}`;
const [FLOOD, SMALL, LAST] = [id("11"), id("22"), id("33")];
let folder: string;
let database: DatabaseSync;
let now = 0;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "medlattice-allotments-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function open(reputations: ReadonlyMap<Hex, bigint>) {
  const file = `${Math.random()}.sqlite`;
  database = openDatabase({ folder, file, migrations: MIGRATIONS, synchronous: "NORMAL" });
  return again(reputations);
}

function again(reputations: ReadonlyMap<Hex, bigint>) {
  return createAllotments({
    database,
    reputations: async () => reputations,
    collectMs: 100,
    nowMs: () => now,
  });
}

const offer = (organization: Hex, slips: number, firstSlip = 0, isFormed = false) => ({
  organization,
  chainId: 7100 + Number(BigInt(organization) & 0xffn),
  firstSlip,
  slips,
  isFormed,
});
const chainOf = (organization: Hex) => offer(organization, 1).chainId;

describe("allotments (S10)", () => {
  it("give each institution its turn, however much one of them floods", async () => {
    const equal = new Map([FLOOD, SMALL, LAST].map((each) => [each, ONE / 2n]));
    const allotments = open(equal);
    for (let times = 0; times < 50; times += 1) assert.equal(allotments.offer(offer(FLOOD, 100_000)), 0);
    allotments.offer(offer(SMALL, 7));
    allotments.offer(offer(LAST, 30));
    now += 100;
    assert.ok(await allotments.decide(0));
    assert.equal(allotments.of(SMALL, chainOf(SMALL), 0), 7);
    assert.equal(allotments.of(LAST, chainOf(LAST), 0), 30);
    assert.equal(allotments.of(FLOOD, chainOf(FLOOD), 0), 128 - 37);
  });

  it("leave what is left of a batch to the others in the order of reputation", async () => {
    const allotments = open(
      new Map([
        [FLOOD, ONE / 5n],
        [SMALL, (ONE * 9n) / 10n],
        [LAST, 0n],
      ]),
    );
    for (const each of [FLOOD, SMALL, LAST]) allotments.offer(offer(each, 500));
    now += 100;
    await allotments.decide(108);
    assert.equal(allotments.of(SMALL, chainOf(SMALL), 0), 18);
    assert.equal(allotments.of(FLOOD, chainOf(FLOOD), 0), 2);
    assert.equal(allotments.of(LAST, chainOf(LAST), 0), 0, "who was found dishonest has no turn");
  });

  it("wait for others before they decide, and for room", async () => {
    const allotments = open(new Map([[SMALL, ONE / 2n]]));
    allotments.offer(offer(SMALL, 3));
    now += 99;
    assert.ok(!(await allotments.decide(0)));
    now += 1;
    assert.ok(!(await allotments.decide(128)));
    assert.ok(await allotments.decide(127));
    assert.equal(allotments.offer(offer(SMALL, 3)), 1);
  });

  it("outlive a restart, and end with the section they were for", async () => {
    const equal = new Map([[SMALL, ONE / 2n]]);
    const allotments = open(equal);
    allotments.offer(offer(SMALL, 3));
    now += 100;
    await allotments.decide(0);
    assert.equal(again(equal).offer(offer(SMALL, 9)), 3);
    assert.equal(again(equal).of(SMALL, chainOf(SMALL), 3), 0);
  });

  it("add up for a section that is signed already", async () => {
    const equal = new Map([FLOOD, SMALL].map((each) => [each, ONE / 2n]));
    const allotments = open(equal);
    for (const wanted of [63, 100]) {
      allotments.offer(offer(FLOOD, 500, wanted));
      assert.equal(allotments.offer(offer(SMALL, 100, 0, true)), 0);
      now += 100;
      await allotments.decide(0);
      assert.equal(allotments.of(SMALL, chainOf(SMALL), 0), wanted);
    }
    assert.equal(allotments.offer(offer(SMALL, 100, 0, true)), 100);
  });
});
