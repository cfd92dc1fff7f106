import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { permitCorrection, reviewCorrection } from "@medlattice/sdk/person";
import { confirmedRecord, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import { search } from "../visibility/canaries.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { filesBelow } from "../visibility/places.ts";
import { allErased, bundle, erase, until } from "./fixture/correcting.ts";

/** Milliseconds after the erasure is on chain. */
const MOMENTS = [0, 15, 60] as const;
const ORACLES = ["oracle-hospital", "oracle-trust", "oracle-authority"] as const;

/** Oracles die in the middle of an erasure; the supervisor starts them again. */
export function killCases(running: () => World): void {
  describe("an erasure whose oracles are killed", () => {
    it("leaves nothing undeleted once they are back", async () => {
      const world = running();
      const { patient } = world.cast;
      const { supervisor, state } = world.stack;
      for (const [position, moment] of MOMENTS.entries()) {
        const record = await confirmedRecord(world, bundle(30 + position));
        const oracle = await patient.oracle(orgIdOfKey("hospital"), HOSPITAL_CHAIN);
        const sealed = new Uint8Array(await new Response(oracle.objects.get(record.cid)).arrayBuffer());
        const piece = { name: "sealed file", text: null, bytes: Buffer.from(sealed.subarray(600, 664)) };
        assert.equal(search([piece], filesBelow(state.at("oracles"))).length, 2);
        const { correctionHash } = await erase(world, record);
        const reviewed = await reviewCorrection(patient, { chainId: HOSPITAL_CHAIN, correctionHash });
        await permitCorrection(patient, reviewed);
        await sleep(moment);
        const before = supervisor.pids();
        const name = ORACLES[position] ?? "oracle-hospital";
        for (const target of new Set(["oracle-hospital", name])) {
          const pid = before[target];
          assert.ok(pid !== undefined, target);
          process.kill(pid, "SIGKILL");
        }
        await until(async () => {
          const { pids } = { pids: supervisor.pids() };
          assert.ok(
            pids["oracle-hospital"] !== undefined && pids["oracle-hospital"] !== before["oracle-hospital"],
          );
        });
        await until(async () => void (await allErased(world, record.recordId)), 120_000);
        assert.deepEqual(search([piece], filesBelow(state.at("oracles"))), []);
      }
    });
  });
}
