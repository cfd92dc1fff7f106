import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readFields, readRedacted } from "@medlattice/sdk/fields";
import { prepareCorrection, readShared, reviewCorrection } from "@medlattice/sdk/person";
import { CORRECTION_KIND, CORRECTION_REASON, fieldInputOf } from "@medlattice/sdk/record";
import { grantTo, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import { allErased, bundle, confirmedFhir, entryOf, permit, readByAuthor } from "./fixture/correcting.ts";

/** Kind 3: fields go for good, their hashes stay, and the field root is the same. */
export function redactCases(running: () => World): void {
  describe("a redacted record", () => {
    it("keeps its field root without the fields, and its grants", async () => {
      const world = running();
      const { author, patient, reader } = world.cast;
      const record = await confirmedFhir(world, bundle(6));
      const { recordId } = record;
      const { grantPackage } = await grantTo(world, { recordId });
      const opened = await readByAuthor(world, recordId);
      const input = fieldInputOf({
        record: opened.verified.record,
        manifest: opened.verified.manifest.value,
        content: opened.content,
        fileKey: opened.fileKey,
      });
      assert.ok(input !== null);
      const fields = await readFields(input);
      const positions = fields.sections.flatMap((section) =>
        section.kind === "shown" && section.className.startsWith("Condition") ? [section.position] : [],
      );
      assert.ok(positions.length > 0);
      const { correctionHash } = await prepareCorrection(author, {
        chainId: HOSPITAL_CHAIN,
        recordId,
        kind: CORRECTION_KIND.redact,
        reason: CORRECTION_REASON.patientsWish,
        opened,
        hide: { positions, parts: [] },
      });
      const reviewed = await reviewCorrection(patient, { chainId: HOSPITAL_CHAIN, correctionHash });
      assert.deepEqual(
        reviewed.differences?.map(({ position, change }) => [position, change]),
        positions.map((position) => [position, "hidden"]),
      );
      const { blockNumber } = await permit(world, { correctionHash });
      const { state, label } = await entryOf(world, recordId, blockNumber);
      assert.deepEqual([state.version, state.status, label?.kind], [1, 2, 3]);
      const read = await readShared(reader, { grantPackage, recordId, version: 1, reason: "Test" });
      const text = Buffer.from(read.content).toString("utf8");
      assert.equal(text.includes("Depressive"), false);
      assert.ok(text.includes("Glucose"));
      assert.equal((await readRedacted(read.content)).root, fields.root);
      await allErased(world, recordId);
    });
  });
}
