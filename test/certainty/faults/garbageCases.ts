import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FaultyWorld } from "./fixture.ts";
import { LIES, type Lie } from "./lies.ts";
import { setFault } from "./processes.ts";

const LIAR = "hospital";
/** A reader takes the first answers that suffice; now and then the liar's comes too late to matter. */
const READS_AT_MOST = 12;

/** How the reader's client calls what it got. */
const NAMED: Readonly<Record<Lie, string>> = {
  noise: "ORACLE_ANSWER_UNREADABLE",
  truncated: "ORACLE_ANSWER_UNREADABLE",
  flood: "ORACLE_ANSWER_UNREADABLE",
  "other capsule": "PARTIAL_INVALID",
  "other partial": "PARTIAL_INVALID",
};

/** Issue A2: a proxy that answers garbage. The process is a real oracle; what it would say is replaced on its way out. */
export function garbageCases(world: () => FaultyWorld): void {
  describe("a proxy that answers garbage", () => {
    for (const lie of LIES) {
      it(`${lie}: every read succeeds, and the liar is named as soon as its answer counts`, async () => {
        const { steps, faults, orgId } = world();
        const record = await steps.write(0);
        const grant = await steps.share(record);
        await setFault(faults, `oracle-${LIAR}`, { lie });
        const named: unknown[] = [];
        for (let reads = 0; reads < READS_AT_MOST && named.length === 0; reads++) {
          const { failures, receipts } = await steps.read(record, grant);
          assert.ok(receipts.every(({ organization }) => organization !== orgId(LIAR)));
          named.push(...failures.map(({ organization, code }) => ({ organization, code })));
        }
        await setFault(faults, `oracle-${LIAR}`, null);
        assert.deepEqual(named, [{ organization: orgId(LIAR), code: NAMED[lie] }]);
        assert.deepEqual((await steps.read(record, grant)).failures, []);
      });
    }
  });
}
