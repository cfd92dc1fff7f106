// `node network/bench/steps.ts`: EVM steps and gas of the calls that are made most. The engine writes down every step of what it
// executes, so its time follows the steps; unlike time they are the same on every machine and under any load.
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Hex } from "@medlattice/sdk/codec";
import type { Engine } from "../src/chain/engine/createEngine.ts";
import { createConsentLoads } from "./world/consentLoads.ts";
import { startEngineChain } from "./world/engineChain.ts";
import { createRecordLoads, RECORDS_OF_A_PATIENT } from "./world/recordLoads.ts";
import { call, CHAIN_ID, createWorld, GENESIS_TIME } from "./world/world.ts";

const BATCH = 32;
const GAS = 16_000_000;
const traceSchema = z.object({
  failed: z.boolean(),
  gas: z.union([z.string(), z.number()]).transform(Number),
  structLogs: z.array(z.unknown()),
});

export interface StepRow {
  readonly call: string;
  /** EVM steps of all contracts that take part. */
  readonly steps: number;
  /** With the transaction's own 21 000 and its call data. */
  readonly gas: number;
}

/** Counts what each call takes in a world of one patient and one doctor, for records and grants that are not the first. */
export async function countSteps(): Promise<StepRow[]> {
  const { engine, chain } = await startEngineChain({ chainId: CHAIN_ID, genesisTime: GENESIS_TIME });
  try {
    const world = await createWorld({ patients: 1, doctors: 1, carriers: 4, chain });
    const { RecordRegistry, ConsentRegistry, UsageLedger } = world.contracts;
    const records = createRecordLoads(world);
    const consents = createConsentLoads(world);
    const [doctor] = world.doctors;
    if (doctor === undefined) throw new Error("the world has a doctor");
    const first = records.single(0);
    await world.gasOf(world.carry(RecordRegistry, first.data));
    const grant = consents.grant(first.patient, doctor, first.state);
    await world.gasOf(world.carry(ConsentRegistry, grant.registration));
    await world.gasOf(world.carry(UsageLedger, consents.open(grant, first.state)));

    const other = consents.grant(first.patient, doctor, first.state);
    const { disclosure, reader } = grant;
    const { recordId, categoryTag } = first.state;
    const count = (name: string, to: Hex, data: Hex, items = 1) => trace(engine, { name, to, data, items });
    return [
      await count("isPermitted", ConsentRegistry, consents.question(grant, first.state)),
      await count(
        "checkPermission",
        ConsentRegistry,
        call("ConsentRegistry", "checkPermission", [disclosure, reader.personId, recordId, categoryTag, 1]),
      ),
      await count("registerGrant", ConsentRegistry, other.registration),
      await count("open", UsageLedger, consents.open(grant, first.state)),
      await count("register", RecordRegistry, records.single(0).data),
      await count(
        `registerBatch of ${BATCH}, per item`,
        RecordRegistry,
        records.batch(RECORDS_OF_A_PATIENT, BATCH),
        BATCH,
      ),
      await count(
        `registerOnChallenge of ${BATCH}, per item`,
        RecordRegistry,
        records.claims(RECORDS_OF_A_PATIENT, BATCH),
        BATCH,
      ),
    ];
  } finally {
    await chain.close();
  }
}

interface Traced {
  readonly name: string;
  readonly to: Hex;
  readonly data: Hex;
  readonly items: number;
}

async function trace(engine: Engine, { name, to, data, items }: Traced): Promise<StepRow> {
  const transaction = { to, data, gas: `0x${GAS.toString(16)}` };
  const options = { disableMemory: true, disableStack: true, disableStorage: true };
  const [answer] = await engine.batch([
    { method: "debug_traceCall", params: [transaction, "latest", options] },
  ]);
  const { failed, gas, structLogs } = traceSchema.parse(answer);
  if (failed) throw new Error(`${name} reverted.`);
  return { call: name, steps: Math.round(structLogs.length / items), gas: Math.round(gas / items) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await countSteps(), undefined, 2)}\n`);
}
