import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { chains, organizations } from "@medlattice/network/stack";
import { runCertainty } from "./runCertainty.ts";

const RECORDS = Number(process.env["MEDLATTICE_CERTAINTY_RECORDS"] ?? 40);
const SEED = Number(process.env["MEDLATTICE_CERTAINTY_SEED"] ?? Date.now() % 1_000_000);
/** Each of the eleven processes, everything at once and the parent alone come first; the rest is at random. */
const KILLS = 16;

const targets = [
  ...chains.flatMap(({ name, replicaPort }) => [
    `chain-${name}`,
    ...(replicaPort === undefined ? [] : [`replica-${name}`]),
  ]),
  ...organizations.flatMap(({ key, ports }) => (ports === undefined ? [] : [`oracle-${key}`])),
  "everything",
  "parent",
];

describe("kill -9 of every process at random (rules 22 and 23, issue A2)", () => {
  it(`loses and doubles nothing that was acknowledged (seed ${SEED})`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "medlattice-certainty-"));
    const summary = await runCertainty({
      stateFolder: join(folder, "state"),
      records: RECORDS,
      kills: KILLS,
      killedSetUps: 1,
      flows: 6,
      frozenSeconds: 0,
      seed: SEED,
      onProgress: () => undefined,
    });
    t.diagnostic(JSON.stringify(summary));
    assert.equal(summary.acknowledged.records, RECORDS);
    assert.ok(summary.acknowledged.uses > 0);
    assert.deepEqual(Object.keys(summary.kills.byTarget).toSorted(), targets.toSorted());
    await rm(folder, { recursive: true, force: true });
  });
});
