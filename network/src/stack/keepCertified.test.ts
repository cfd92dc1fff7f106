import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { FILES } from "@medlattice/oracle/pki";
import { CLINIC, HOSPITAL, temporaryFolder } from "../pki/fixtures.ts";
import { pkiPaths } from "../pki/folder.ts";
import { believes, maintain, read } from "../pki/pkiFixtures.ts";
import { keepCertified } from "./keepCertified.ts";

/** Lets the keeper run while days go by, one in each round, until `until` of them are over. */
async function live(
  context: TestContext,
  folder: string,
  { until, onDay }: { readonly until: number; readonly onDay: (day: number) => void },
): Promise<string[]> {
  const events: string[] = [];
  // The keeper does not keep a program alive, so something else must.
  const alive = setInterval(() => undefined, 1_000);
  context.after(() => clearInterval(alive));
  await new Promise<void>((resolve, reject) => {
    let day = 0;
    const stop = keepCertified({
      onEvent: (message) => events.push(message),
      everyMs: 1,
      maintain: async () => {
        if (day === until) {
          // Not awaited here: stopping waits for this round.
          void stop().then(resolve, reject);
          return [];
        }
        day += 1;
        onDay(day);
        return maintain(folder, day);
      },
    });
  });
  return events;
}

describe("keepCertified", () => {
  it("lets oracles believe each other on every day of a year without a new start", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const seen = new Set<string>();
    const events = await live(context, folder, {
      until: 365,
      onDay: (day) => {
        // Before the round of that day: what the round before has left holds until the next one.
        if (day % 5 === 0) seen.add(believes(folder, CLINIC, HOSPITAL, day));
      },
    });
    assert.deepEqual([...seen], [HOSPITAL]);
    assert.ok(events.includes(`oracle of ${HOSPITAL} renewed`));
    assert.ok(events.includes(`revocation list of ${CLINIC} renewed`));
  });

  it("says what went wrong and tries again", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const path = join(pkiPaths(folder).root, FILES.key);
    const key = read(pkiPaths(folder).root, FILES.key);
    const events = await live(context, folder, {
      until: 8,
      onDay: (day) => writeFileSync(path, day < 6 ? "damaged" : key),
    });
    assert.equal(events.filter((event) => event.includes("PKI_DAMAGED")).length, 5);
    assert.equal(believes(folder, CLINIC, HOSPITAL, 8), HOSPITAL);
  });
});
