import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryDrafts, prepareCorrection, withdrawCorrection } from "@medlattice/sdk/person";
import { CORRECTION_KIND, CORRECTION_REASON } from "@medlattice/sdk/record";
import { createWire } from "../faults/fixture/tampering.ts";
import { confirmedRecord, HOSPITAL_CHAIN, personOf, type World } from "../faults/fixture/world.ts";
import { bundle, FHIR } from "./fixture/correcting.ts";

/** A doctor's program that stops in the middle goes on where it was. */
export function draftCases(running: () => World): void {
  describe("a correction that was interrupted", () => {
    it("is sealed, stored and signed once", async () => {
      const world = running();
      const { recordId } = await confirmedRecord(world, bundle(60));
      const drafts = memoryDrafts();
      const handIn = async (wire: ReturnType<typeof createWire>) =>
        prepareCorrection(await personOf(world, "doctor-hospital", { drafts, fetch: wire.fetch }), {
          chainId: HOSPITAL_CHAIN,
          recordId,
          kind: CORRECTION_KIND.replace,
          reason: CORRECTION_REASON.wrongValue,
          content: bundle(61),
          mediaType: FHIR,
        });
      const first = createWire();
      const bodies: string[] = [];
      const isSubmission = ({ url, method }: { url: string; method: string }): boolean =>
        method === "POST" && new URL(url).pathname === "/v1/corrections";
      first.holder = (request) => {
        if (isSubmission(request)) throw new TypeError("fetch failed");
      };
      await assert.rejects(handIn(first));
      assert.ok(first.seen.some((line) => line.includes("/v1/objects") || line.includes("/v1/uploads")));

      const second = createWire();
      second.meddler = async (request, answer) => {
        if (isSubmission(request)) bodies.push(await answer.clone().text());
        return answer;
      };
      const entry = await handIn(second);
      assert.equal(bodies.length, 1);
      const sent = second.seen.filter((line) => line.includes("/v1/objects") || line.includes("/v1/uploads"));
      assert.deepEqual(sent, [], "nothing of the file is sent again");
      assert.equal(entry.status, "pending");
      const { correctionHash } = entry;
      await withdrawCorrection(world.cast.author, { chainId: HOSPITAL_CHAIN, correctionHash });
    });
  });
}
