import type { Hex } from "@medlattice/sdk/codec";
import type { BenchRow, Progress } from "../../sdk/bench/row.ts";
import { createConsentLoads } from "./world/consentLoads.ts";
import { createRecordLoads } from "./world/recordLoads.ts";
import { call, type Person, type World } from "./world/world.ts";

// Prototypes of 2026-11 on the same EVM, without any check: what a record, a grant by signature and a use cost at least.
const RECORD_PROTOTYPE = 48_599;
const GRANT_PROTOTYPE = 51_850;
const USE_PROTOTYPE = 26_888;

const BASE = 21_000;
/** Precompile 3 000; EIP-712 hash, call and comparison beside it. */
const SIGNATURE = 4_000;
/** A slot that has a value and has not been touched in this call (EIP-2929, EIP-2200). */
const CHANGED_SLOT = 5_000;
const NEW_SLOT = 22_100;
const COLD_ACCOUNT = 2_600;
const COLD_SLOT = 2_100;
const LOG4 = 375 * 5;
const LOG_BYTE = 8;

type Check = readonly [name: string, gas: number];

/** Gas of the three calls that are made most, beside their prototypes and what each check costs on top. */
export async function gasRows(world: World, progress: Progress): Promise<BenchRow[]> {
  progress("gas");
  const { contracts, carry, gasOf, doctors } = world;
  const { single } = createRecordLoads(world);
  const consents = createConsentLoads(world);
  await gasOf(carry(contracts.RecordRegistry, single(0).data));
  const record = single(0);
  const doctor = doctors[0];
  if (doctor === undefined) throw new Error("the world has a doctor");
  const standing = async (person: Person) =>
    viewGas(
      world,
      contracts.IdentityRegistry,
      call("IdentityRegistry", "requireActiveController", [person.personId, person.key.address]),
    );
  const [patientStanding, authorStanding] = [await standing(record.patient), await standing(doctor)];

  const registered = await gasOf(carry(contracts.RecordRegistry, record.data));
  const grant = consents.grant(record.patient, doctor, record.state);
  const granted = await gasOf(carry(contracts.ConsentRegistry, grant.registration));
  const opening = consents.open(grant, record.state);
  const judging = await viewGas(world, contracts.ConsentRegistry, consents.question(grant, record.state));
  const opened = await gasOf(carry(contracts.UsageLedger, opening));

  const author: Check = ["author's role, standing, organisation", authorStanding + COLD_ACCOUNT];
  return [
    gasRow("gas: record", "register, not the patient's first", registered, RECORD_PROTOTYPE, [
      ["two signatures", 2 * SIGNATURE],
      author,
      ["patient's controller and standing", patientStanding],
      ["account chain, two slots", 2 * CHANGED_SLOT],
      ["two events with the whole state", 2 * (LOG4 + LOG_BYTE * 15 * 32) - 2_387],
      ["call data", callDataGas(record.data) - 1_968],
    ]),
    gasRow("gas: grant by signature", "registerGrant", granted, GRANT_PROTOTYPE, [
      ["grantor's controller and standing", patientStanding + COLD_ACCOUNT],
      ["times and uses in the event", LOG_BYTE * 3 * 32],
      ["call data", callDataGas(grant.registration) - 2_500],
    ]),
    gasRow("gas: use", "open", opened, USE_PROTOTYPE, [
      ["reader's signature", SIGNATURE],
      ["reader's controller, standing, organisation", authorStanding + 2 * COLD_ACCOUNT],
      ["terms hashed, judged, both people active", judging + COLD_ACCOUNT],
      ["the use, written", CHANGED_SLOT],
      ["the access, a slot that proves it", NEW_SLOT],
      ["nonce not withdrawn", COLD_SLOT],
      ["record's state, in its registry", COLD_ACCOUNT + COLD_SLOT],
      ["ten words in the event", LOG_BYTE * 7 * 32],
      ["call data", callDataGas(opening)],
    ]),
  ];
}

/** What a view uses when a contract asks it: its estimate without the transaction around it. */
async function viewGas({ rpc }: World, to: Hex, data: Hex): Promise<number> {
  return (await rpc.estimateGas(to, data)) - BASE - callDataGas(data);
}

function callDataGas(data: Hex): number {
  const bytes = Buffer.from(data.slice(2), "hex");
  return bytes.reduce((gas, byte) => gas + (byte === 0 ? 4 : 16), 0);
}

function gasRow(
  row: string,
  what: string,
  gas: number,
  prototype: number,
  checks: readonly Check[],
): BenchRow {
  const expected = checks.reduce((sum, [, cost]) => sum + cost, prototype);
  return {
    row,
    what,
    ours: { value: gas, unit: "gas" },
    baseline: { value: expected, unit: "gas" },
    baselineName: `prototype ${prototype} and the named checks`,
    ratio: expected / gas,
    goal: "≤ 1.25 × prototype and checks",
    isMet: gas <= 1.25 * expected,
    note: checks.map(([name, cost]) => `${name} ${cost}`).join(", "),
  };
}
