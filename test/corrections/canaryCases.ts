import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pendingCorrections, requestCorrection, tellReaders } from "@medlattice/sdk/person";
import { confirmedRecord, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import { givenText, search, textCanary } from "../visibility/canaries.ts";
import { chainContents, filesBelow } from "../visibility/places.ts";
import { bundle, permit, replace } from "./fixture/correcting.ts";

/** What was said and written about a correction stands in clear nowhere but with the two of them. */
export function canaryCases(running: () => World): void {
  describe("contents, words and the trapdoor", () => {
    it("are in no file, log, database or block", async () => {
      const world = running();
      const { patient } = world.cast;
      const canaries = {
        before: textCanary("the wrong content"),
        after: textCanary("the right content"),
        request: textCanary("the patient's words"),
        words: textCanary("the doctor's words"),
        told: textCanary("the words to readers"),
      };
      const record = await confirmedRecord(world, bundle(40, canaries.before.text));
      const { recordId } = record;
      await requestCorrection(patient, { chainId: HOSPITAL_CHAIN, recordId, words: canaries.request.text });
      const entry = await replace(world, record, bundle(41, canaries.after.text), canaries.words.text);
      assert.equal((await pendingCorrections(patient, HOSPITAL_CHAIN)).length > 0, true);
      await permit(world, entry);
      await tellReaders(patient, { chainId: HOSPITAL_CHAIN, recordId, words: canaries.told.text });
      const files = filesBelow(
        world.folder,
        (path) => path.startsWith("secrets") || path.includes("/secrets/"),
      );
      const chain = await chainContents(world.stack.network, HOSPITAL_CHAIN);
      assert.deepEqual(search(Object.values(canaries), [...files, chain]), []);
      // The search has looked: what is public is found.
      assert.notDeepEqual(search([givenText("the record", recordId)], files), []);
    });
  });
}
