import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runExactlyOnce } from "./runExactlyOnce.ts";

const SEED = Number(process.env["MEDLATTICE_BRIDGE_SEED"] ?? Date.now() % 1_000_000);
const RECORDS = 400;
const KILLS = 3;

describe("oracles that are killed while they summarise (rule 23)", () => {
  it(`post each record once (seed ${SEED})`, async (t) => {
    const onProgress = () => undefined;
    const summary = await runExactlyOnce({ records: RECORDS, kills: KILLS, seed: SEED, onProgress });
    t.diagnostic(JSON.stringify(summary));
    assert.equal(summary.records, RECORDS);
    assert.deepEqual(Object.keys(summary.kills).toSorted(), ["authority", "hospital", "platform"]);
  });
});
