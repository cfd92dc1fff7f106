import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FaultyWorld } from "./fixture.ts";
import { LIES, type Lie } from "./lies.ts";
import { setFault } from "./processes.ts";

const LIAR = "hospital";

/** How the reader's client calls what it got. */
const NAMED: Readonly<Record<Lie, string>> = {
  noise: "ORACLE_ANSWER_UNREADABLE",
  truncated: "ORACLE_ANSWER_UNREADABLE",
  flood: "ORACLE_ANSWER_UNREADABLE",
  "other capsule": "PARTIAL_INVALID",
  "other partial": "PARTIAL_INVALID",
  "wrong proof": "PARTIAL_INVALID",
};

/** Issue A2: a proxy that answers garbage. The process is a real oracle; what it would say is replaced on its way out. */
export function garbageCases(world: () => FaultyWorld): void {
  describe("a proxy that answers garbage", () => {
    it("does not keep a reader from reading, and is named", async () => {
      const { steps, faults, orgId } = world();
      const record = await steps.write(0);
      const grant = await steps.share(record);
      for (const lie of LIES) {
        await setFault(faults, `oracle-${LIAR}`, { lie });
        const { failures, receipts } = await steps.read(record, grant);
        assert.deepEqual(
          failures.map(({ organization, code }) => ({ organization, code })),
          [{ organization: orgId(LIAR), code: NAMED[lie] }],
          lie,
        );
        assert.ok(
          receipts.every(({ organization }) => organization !== orgId(LIAR)),
          lie,
        );
      }
      await setFault(faults, `oracle-${LIAR}`, null);
      assert.deepEqual((await steps.read(record, grant)).failures, []);
    });
  });
}
