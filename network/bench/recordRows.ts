import { toEventSelector } from "viem";
import { recordRegistryAbi } from "@medlattice/sdk/abi";
import { timesAsMany, type BenchRow, type Progress } from "../../sdk/bench/row.ts";
import { measureWrites, type Measured } from "./measure.ts";
import type { Eas } from "./world/eas.ts";
import { createRecordLoads, RECORDS_OF_A_PATIENT } from "./world/recordLoads.ts";
import type { World } from "./world/world.ts";

export const CONFIRMED = topicOf("RecordConfirmed");
export const CLAIMED = topicOf("RecordClaimed");
export const SINGLE_GAS = 250_000;
const EAS = "EAS 1.9.0 on the same node";

export interface RecordCounts {
  readonly singles: number;
  readonly batches: number;
  readonly claimBatches: number;
}

/** Records per second, beside the attestation of as much by EAS. */
export async function recordRows(
  world: World,
  eas: Eas,
  counts: RecordCounts,
  progress: Progress,
): Promise<BenchRow[]> {
  const loads = createRecordLoads(world);
  const registry = world.contracts.RecordRegistry;
  const confirmed = { address: registry, topic: CONFIRMED };
  const attested = { address: eas.address, topic: eas.attested };
  // The first record of a patient makes two new slots; what is measured is the others.
  const first = world.patients.map((_, index) =>
    world.carry(registry, loads.single(index * RECORDS_OF_A_PATIENT).data, SINGLE_GAS),
  );
  await measureWrites(world, { raws: first, connections: 16, event: confirmed, perTransaction: 1 });

  progress("single records");
  const single = await measureWrites(world, {
    raws: times(counts.singles, (index) => world.carry(registry, loads.single(index).data, SINGLE_GAS)),
    connections: 16,
    event: confirmed,
    perTransaction: 1,
  });
  const easSingle = await measureWrites(world, {
    raws: times(counts.singles, (index) =>
      world.carry(eas.address, eas.single(at(world.patients, index)), 400_000),
    ),
    connections: 16,
    event: attested,
    perTransaction: 1,
  });

  progress("records in batches");
  const batched = await measureWrites(world, {
    raws: times(counts.batches, (index) => world.carry(registry, loads.batch(index * CHECKED, CHECKED))),
    connections: 2,
    event: confirmed,
    perTransaction: CHECKED,
  });
  const claimed = await measureWrites(world, {
    raws: times(counts.claimBatches, (index) => world.carry(registry, loads.claims(index * CLAIMS, CLAIMS))),
    connections: 2,
    event: { address: registry, topic: CLAIMED },
    perTransaction: CLAIMS,
  });
  const easBatched = await measureWrites(world, {
    raws: times(counts.batches, (index) =>
      world.carry(eas.address, eas.batch(at(world.patients, index), CHECKED)),
    ),
    connections: 2,
    event: attested,
    perTransaction: CHECKED,
  });

  return [
    rate("record, single", "register: author's and patient's signature checked at once, account chain", {
      ours: single,
      baseline: easSingle,
      baselineName: `attestByDelegation, one signature; ${EAS}`,
      goal: 1000,
      note: "published: 140 (F10), 218 (S), about 1000 (P) a second; MedRec is no package and was not measured",
    }),
    rate("record, batched", `registerBatch of ${CHECKED}: every patient's signature checked at once`, {
      ours: batched,
      baseline: easBatched,
      baselineName: `multiAttestByDelegation of ${CHECKED}, one signature each; ${EAS}`,
      goal: 3000,
    }),
    rate(
      "record, on challenge",
      `registerOnChallenge of ${CLAIMS}, ${RECORDS_OF_A_PATIENT} a patient: the author's signature checked at once`,
      {
        ours: claimed,
        baseline: easBatched,
        baselineName: `multiAttestByDelegation of ${CHECKED}; ${EAS}`,
        goal: 10_000,
        note: "patients' signatures are in call data, checked by whoever reads and on challenge; the account chain takes a record when it is checked",
      },
    ),
  ];
}

/** As large as stays quick on the embedded engine. */
const CHECKED = 50;
export const CLAIMS = 100;

interface Rate {
  readonly ours: Measured;
  readonly baseline: Measured;
  readonly baselineName: string;
  readonly goal: number;
  readonly note?: string;
}

export function rate(
  row: string,
  what: string,
  { ours, baseline, baselineName, goal, note }: Rate,
): BenchRow {
  const [mine, theirs] = [ours, baseline].map(({ perSecond }) => ({
    value: Math.round(perSecond),
    unit: "/s",
  }));
  if (mine === undefined || theirs === undefined) throw new Error("a rate has two sides");
  const cpu = `CPU of the node ${ours.cpuMicros} µs each, EAS ${baseline.cpuMicros} µs`;
  return {
    row,
    what,
    ours: mine,
    baseline: theirs,
    baselineName,
    ratio: timesAsMany(mine, theirs),
    goal: `≥ ${goal} /s`,
    isMet: mine.value >= goal,
    note: note === undefined ? cpu : `${cpu}; ${note}`,
  };
}

function topicOf(name: "RecordConfirmed" | "RecordClaimed") {
  const event = recordRegistryAbi.find((item) => item.type === "event" && item.name === name);
  if (event?.type !== "event") throw new Error(`the registry has an event ${name}`);
  return toEventSelector(event);
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError("an empty list has no elements");
  return found;
}
