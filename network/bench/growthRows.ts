import type { BenchRow, Progress } from "../../sdk/bench/row.ts";
import { measureWrites } from "./measure.ts";
import { CLAIMED, CLAIMS, CONFIRMED, SINGLE_GAS } from "./recordRows.ts";
import { createRecordLoads, RECORDS_OF_A_PATIENT } from "./world/recordLoads.ts";
import type { World } from "./world/world.ts";

const START = 1000;
const PROBES = 300;
/** A record may cost this much more at the end; less is the machine's own noise. */
const FLAT = 1.25;

/** What one more record costs when there are few and when there are many, and what the chain then needs. */
export async function growthRows(world: World, records: number, progress: Progress): Promise<BenchRow[]> {
  const loads = createRecordLoads(world);
  const registry = world.contracts.RecordRegistry;
  const event = { address: registry, topic: CLAIMED };
  let made = 0;
  const fillTo = async (wanted: number) => {
    while (made < wanted) {
      const some = Math.min(wanted - made, PORTION);
      const raws = Array.from({ length: Math.ceil(some / CLAIMS) }, (_, index) =>
        world.carry(registry, loads.claims(made + index * CLAIMS, CLAIMS)),
      );
      await measureWrites(world, { raws, connections: 2, event, perTransaction: CLAIMS });
      made += raws.length * CLAIMS;
      progress(`${made} of ${records} records`);
    }
  };
  const probe = () =>
    measureWrites(world, {
      raws: Array.from({ length: PROBES }, (_, index) =>
        world.carry(registry, loads.single(index * RECORDS_OF_A_PATIENT).data, SINGLE_GAS),
      ),
      connections: 16,
      event: { address: registry, topic: CONFIRMED },
      perTransaction: 1,
    });

  await probe(); // every patient's first record, and a warm engine
  await fillTo(START);
  const few = await probe();
  await fillTo(records);
  const many = await probe();
  const residentMegabytes = await world.chain.residentMegabytes();
  const journalBytes = await world.chain.journalBytes();
  progress("restart");
  const again = await world.chain.restart();
  try {
    return [
      {
        row: "growth: cost of one more",
        what: `register with ${records} records in the chain, processor time of the node`,
        ours: { value: many.cpuMicros, unit: "µs" },
        baseline: { value: few.cpuMicros, unit: "µs" },
        baselineName: `the same with ${START}, in this run`,
        ratio: few.cpuMicros / many.cpuMicros,
        goal: `≤ ${FLAT} × as much`,
        isMet: many.cpuMicros <= FLAT * few.cpuMicros,
        note: `wall clock ${Math.round(few.perSecond)} and ${Math.round(many.perSecond)} records/s`,
      },
      told("growth: memory", `resident, ${records} records`, residentMegabytes, "MB"),
      told(
        "growth: start-up",
        `replay of ${records} records with all hashes compared`,
        again.startMs / 1000,
        "s",
      ),
      told("growth: journal", "per record, registered on challenge", journalBytes / (made + 3 * PROBES), "B"),
    ];
  } finally {
    await again.close();
  }
}

/** Signed and sent at a time, so that the load itself needs little memory. */
const PORTION = 5000;

function told(row: string, what: string, value: number, unit: string): BenchRow {
  return {
    row,
    what,
    ours: { value: Math.round(value * 10) / 10, unit },
    baseline: null,
    baselineName: "",
    ratio: null,
    goal: "",
    isMet: null,
  };
}
