import { toEventSelector } from "viem";
import type { BenchRow, Progress } from "../../sdk/bench/row.ts";
import { measureReads, measureWrites, type Measured } from "./measure.ts";
import { rate } from "./recordRows.ts";
import { createConsentLoads } from "./world/consentLoads.ts";
import type { Eas } from "./world/eas.ts";
import { createRecordLoads, RECORDS_OF_A_PATIENT } from "./world/recordLoads.ts";
import type { World } from "./world/world.ts";

const REGISTERED = toEventSelector("GrantRegistered(bytes32,bytes32,uint40,uint40,uint32)");
const OPENED = toEventSelector(
  "AccessOpened(bytes32,bytes32,bytes32,address,bytes32,bytes32,uint32,bytes32,uint32,bool)",
);
const P95_MS = 10;
const QPS = 5000;
/** Connections that ask at the same time, each its next question when the last is answered. */
const READERS = 16;

export interface ConsentCounts {
  readonly grants: number;
  readonly opens: number;
  readonly questions: number;
}

/** Grants and openings per second, and the question that every proxy asks. */
export async function consentRows(
  world: World,
  eas: Eas,
  counts: ConsentCounts,
  progress: Progress,
): Promise<BenchRow[]> {
  const { RecordRegistry, ConsentRegistry, UsageLedger } = world.contracts;
  const loads = createConsentLoads(world);
  const { single } = createRecordLoads(world);
  const records = world.patients.map((_, index) => single(index * RECORDS_OF_A_PATIENT));
  for (const { data } of records) await world.gasOf(world.carry(RecordRegistry, data));
  const pairs = Array.from({ length: counts.grants }, (_, index) => {
    const record = at(records, index);
    return { record, grant: loads.grant(record.patient, at(world.doctors, index), record.state) };
  });

  progress("grants");
  const granted = await measureWrites(world, {
    raws: pairs.map(({ grant }) => world.carry(ConsentRegistry, grant.registration, 200_000)),
    connections: 16,
    event: { address: ConsentRegistry, topic: REGISTERED },
    perTransaction: 1,
  });
  progress("openings");
  const half = Math.floor(counts.opens / 2);
  // Signed when they are sent: an account's transactions go in the order of their nonces.
  const opens = () =>
    Array.from({ length: half }, (_, index) => {
      const { grant, record } = at(pairs, index);
      return world.carry(UsageLedger, loads.open(grant, record.state), 300_000);
    });
  const opened = await measureWrites(world, {
    raws: opens(),
    connections: 16,
    event: { address: UsageLedger, topic: OPENED },
    perTransaction: 1,
  });
  progress("attestations to compare with");
  const before = await world.rpc.height();
  const attested = await measureWrites(world, {
    raws: Array.from({ length: half }, (_, index) =>
      world.carry(eas.address, eas.single(at(world.patients, index)), 400_000),
    ),
    connections: 16,
    event: { address: eas.address, topic: eas.attested },
    perTransaction: 1,
  });
  const uids = await world.rpc.eventWords(eas.address, eas.attested, before);

  progress("isPermitted");
  const ask = (questions: number) =>
    measureReads(world, {
      to: ConsentRegistry,
      connections: READERS,
      questions: Array.from({ length: questions }, (_, index) => {
        const { grant, record } = at(pairs, index);
        return loads.question(grant, record.state);
      }),
    });
  const idle = await ask(counts.questions);
  const validity = await measureReads(world, {
    to: eas.address,
    connections: READERS,
    questions: Array.from({ length: counts.questions }, (_, index) => eas.question(at(uids, index))),
  });
  const [busy] = await Promise.all([
    ask(Math.floor(counts.questions / 2)),
    measureWrites(world, {
      raws: opens(),
      connections: 4,
      event: { address: UsageLedger, topic: OPENED },
      perTransaction: 1,
    }),
  ]);

  const baseline = { baseline: attested, baselineName: "attestByDelegation; EAS 1.9.0 on the same node" };
  return [
    rate("grant by signature", "registerGrant: the patient's signature checked", {
      ...baseline,
      ours: granted,
      goal: 1000,
    }),
    rate("open", "open: the reader's signature and the grant checked, one use taken", {
      ...baseline,
      ours: opened,
      goal: 1000,
    }),
    questionRow("isPermitted, idle", `by eth_call, ${READERS} connections`, idle, validity),
    questionRow(
      "isPermitted, while records are opened",
      "the same beside 4 connections that write",
      busy,
      validity,
    ),
  ];
}

function questionRow(row: string, what: string, ours: Measured, baseline: Measured): BenchRow {
  const { p50Ms, p95Ms } = ours.load;
  return {
    ...rate(row, what, {
      ours,
      baseline,
      baselineName: "isAttestationValid, one slot and nobody's rights; EAS 1.9.0 on the same node, idle",
      goal: QPS,
      note: `p50 ${p50Ms} ms, p95 ${p95Ms} ms; published: 166 a second (F10)`,
    }),
    goal: `≥ ${QPS} /s at p95 < ${P95_MS} ms`,
    isMet: ours.perSecond >= QPS && p95Ms < P95_MS,
  };
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError("an empty list has no elements");
  return found;
}
