import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { createJournal } from "../load/journal.ts";
import { runLoad } from "../load/load.ts";
import { openClients } from "../load/people.ts";
import { seededRandom } from "../random.ts";
import type { FaultyWorld } from "./fixture.ts";
import { restart, setFault } from "./processes.ts";
import { runClient } from "./runClient.ts";

const AHEAD = 3_600;
const BEHIND = -3_600;
const PATIENCE_MS = 20_000;

/** Issue A2: a clock off by an hour. It works, or the error names the clock; nothing is lost either way. */
export function clockCases(world: () => FaultyWorld): void {
  describe("a clock that is off by an hour", () => {
    for (const [where, clockSeconds, contractError] of [
      ["ahead", AHEAD, "ConsentRegistryNotPermitted"],
      ["behind", BEHIND, "SignedActionsExpired"],
    ] as const) {
      it(`of a person's device, ${where}: records are written; what its clock spoils names the clock`, async () => {
        const { faults, stateFolder } = world();
        await setFault(faults, "client", { clockSeconds });
        const outcome = await runClient(stateFolder, faults, "client");
        assert.deepEqual(
          { done: outcome.done, records: outcome.records, contractError: outcome.facts?.["contractError"] },
          { done: false, records: 1, contractError },
        );
        assert.match((outcome.hints ?? []).join(" "), /clock of the device/);
      });
    }

    for (const [key, where, clockSeconds] of [
      ["hospital", "ahead", AHEAD],
      ["hospital", "behind", BEHIND],
      ["platform", "behind", BEHIND],
    ] as const) {
      it(`of the ${key}'s oracle, ${where}: a record goes the whole way`, async () => {
        await withClock(world(), key, clockSeconds, async () => {
          await wholeWay(world());
        });
      });
    }

    it("of the oracle where a person logs in first, ahead: the others refuse the login and name the clock", async () => {
      await withClock(world(), "platform", AHEAD, async () => {
        await assert.rejects(wholeWay(world()), (error) => {
          assert.ok(error instanceof MedLatticeError);
          assert.ok([error.code, error.facts["reasons"]].includes("LOGIN_REFUSED"), error.code);
          assert.match(error.hints.join(" "), /clock/);
          return true;
        });
      });
      await wholeWay(world());
    });
  });
}

/** As people who log in anew: a session of before would not meet the clock. */
async function wholeWay({ stateFolder, journal }: FaultyWorld): Promise<void> {
  const clients = await openClients(stateFolder);
  const own = { ...createJournal(PATIENCE_MS), ...told(journal) };
  await runLoad({ clients, journal: own, records: 1, flows: 1, random: seededRandom(1) });
}

/** What is acknowledged to them counts for the last check as well. */
function told({ relays, records, grants, accesses }: FaultyWorld["journal"]) {
  return { relays, records, grants, accesses };
}

async function withClock(
  { stack, faults, oracleUrl }: FaultyWorld,
  key: "hospital" | "platform",
  clockSeconds: number,
  work: () => Promise<void>,
): Promise<void> {
  const name = `oracle-${key}`;
  await setFault(faults, name, { clockSeconds });
  await restart(stack, name, oracleUrl(key));
  try {
    await work();
  } finally {
    await setFault(faults, name, null);
    await restart(stack, name, oracleUrl(key));
  }
}
