import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createJournal } from "../load/journal.ts";
import { createSteps } from "../load/steps.ts";
import { seededRandom } from "../random.ts";
import type { World } from "../world.ts";

const HOSPITAL = 7101;
/** `/health` of an oracle calls a chain gone after this (oracle/src/health/healthRoute.ts). */
export const SILENCE_SECONDS = 30;
const GRACE_MS = 180_000;

export interface FrozenOutcome {
  readonly seconds: number;
  /** Records that were begun while the node stood still, and were there in the end. */
  readonly records: number;
}

/**
 * Issue A2: a chain's node stands still (SIGSTOP: it takes connections and never answers). Nothing may be acknowledged meanwhile that needs it,
 * oracles say so in their health, and when it goes on, everything that was asked for is done once.
 *
 * @param seconds how long; more than 30
 */
export async function freezeChain(world: World, seconds: number): Promise<FrozenOutcome> {
  assert.ok(seconds > SILENCE_SECONDS);
  const pid = (await world.stack.pids())["chain-hospital"];
  assert.ok(pid !== undefined);
  const { relays, records, grants, accesses } = world.journal;
  const journal = { ...createJournal(seconds * 1000 + GRACE_MS), relays, records, grants, accesses };
  const steps = createSteps({ ...world, journal, random: seededRandom(seconds) });
  // The appointment is made before, so that the writing itself meets the silence.
  await steps.write(0);
  const before = records.length;
  process.kill(pid, "SIGSTOP");
  let written: Promise<unknown> = Promise.resolve();
  try {
    written = Promise.all([1, 2].map(async (index) => steps.write(index)));
    written.catch(() => undefined);
    await sleep(seconds * 1000);
    assert.equal(records.length, before, "no record was acknowledged while its chain stood still");
    const { oracleUrl } = hospitalOf(world);
    const health = await fetch(`${oracleUrl}/health`);
    assert.equal(health.status, 503);
    const { chains } = (await health.json()) as { chains: readonly { chainId: number; ok: boolean }[] };
    assert.deepEqual(
      chains.filter(({ ok }) => !ok).map(({ chainId }) => chainId),
      [HOSPITAL],
    );
  } finally {
    process.kill(pid, "SIGCONT");
  }
  await written;
  return { seconds, records: records.length - before };
}

function hospitalOf({ clients: { patient } }: World): { readonly oracleUrl: string } {
  const hospital = patient.network.organizations.find(({ orgId }) => orgId === patient.organization);
  assert.ok(hospital?.oracleUrl);
  return { oracleUrl: hospital.oracleUrl };
}
