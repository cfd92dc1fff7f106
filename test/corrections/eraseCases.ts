import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readShared, reviewRecord, verifyAccount } from "@medlattice/sdk/person";
import { organizations } from "@medlattice/network/stack";
import { confirmedRecord, grantTo, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { filesBelow, rowsBelow } from "../visibility/places.ts";
import { search } from "../visibility/canaries.ts";
import { allErased, bundle, entryOf, erase, permit, replace, withError } from "./fixture/correcting.ts";

/** Kind 4: the content goes for good, everywhere, and does not come back. */
export function eraseCases(running: () => World): void {
  describe("an erased record", () => {
    it("is gone at every station, for every reader, and its place in the account stays", async () => {
      const world = running();
      const { patient, reader, author } = world.cast;
      const record = await confirmedRecord(world, bundle(7));
      const { recordId, cid } = record;
      const { grantPackage } = await grantTo(world, { recordId });
      const read = () => readShared(reader, { grantPackage, recordId, version: 0, reason: "Test" });
      assert.deepEqual((await read()).content, record.content);
      const oracle = await patient.oracle(orgIdOfKey("hospital"), HOSPITAL_CHAIN);
      const sealed = new Uint8Array(await new Response(oracle.objects.get(cid)).arrayBuffer());
      // Of its middle, so that no other file has the same bytes.
      const piece = { name: "sealed file", text: null, bytes: Buffer.from(sealed.subarray(600, 664)) };
      const kept = () => filesBelow(world.stack.state.at("oracles"));
      assert.equal(search([piece], kept()).length, 2, "two providers keep it");
      const { height } = await verifyAccount(patient, HOSPITAL_CHAIN);

      const entry = await erase(world, record);
      assert.equal(entry.manifest, null);
      const { blockNumber, reviewed } = await permit(world, entry);
      assert.equal(reviewed.next, null);
      const { state, label } = await entryOf(world, recordId, blockNumber);
      assert.deepEqual([state.status, state.version, label?.kind], [4, 1, 4]);
      assert.equal((await verifyAccount(patient, HOSPITAL_CHAIN)).height, height);

      const [erased] = await allErased(world, recordId);
      const stations = organizations
        .filter(({ roles }) => roles.length > 0)
        .map(({ key }) => orgIdOfKey(key));
      assert.deepEqual(
        erased?.receipts.map(({ organization }) => organization).toSorted(),
        stations.toSorted(),
      );

      // No station has a byte of the sealed file any more, nor a manifest that said how to open it.
      assert.deepEqual(search([piece], kept()), []);
      const manifests = rowsBelow(world.stack.state.at("oracles")).filter(
        ({ table, values }) => table.endsWith(" manifests") && values["record_id"] === recordId,
      );
      assert.ok(manifests.length > 0);
      for (const { values } of manifests) assert.equal(values["document"], "");

      await withError(reviewRecord(patient, { chainId: HOSPITAL_CHAIN, recordId }), "CONTENT_ERASED");
      await withError(new Response(oracle.objects.get(cid)).arrayBuffer(), "CONTENT_ERASED");
      await assert.rejects(read());
      // The author still has the file: nobody takes it again.
      const writer = await author.oracle(orgIdOfKey("hospital"), HOSPITAL_CHAIN);
      await withError(writer.objects.put(new Blob([sealed])), "CONTENT_ERASED");
      await withError(erase(world, record), "CONTENT_ERASED");
      await withError(replace(world, record, bundle(8)), "CONTENT_ERASED");
    });
  });
}
