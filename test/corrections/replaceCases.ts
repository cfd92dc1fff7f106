import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  checkPatientProof,
  correctionNotices,
  coveredRecords,
  pendingCorrections,
  proveRecord,
  readGranted,
  readShared,
  reviewCorrection,
  reviewRecord,
  tellReaders,
  verifyAccount,
} from "@medlattice/sdk/person";
import { confirmedRecord, CONSORTIUM, grantTo, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import { allErased, bundle, entryOf, permit, replace, withError } from "./fixture/correcting.ts";

/** Kind 1, from the doctor's desk to the patient's readers. */
export function replaceCases(running: () => World): void {
  describe("a replaced record (S4 to S6)", () => {
    it("goes from the doctor to the patient, the chain and its readers, and nothing else moves", async () => {
      const world = running();
      const { patient, reader } = world.cast;
      const [wrong, right] = [bundle(55), bundle(5.5)];
      const record = await confirmedRecord(world, wrong);
      const { recordId } = record;
      const received = await grantTo(world, { recordId });
      const { grantPackage } = received;
      const read = (version: number) =>
        readShared(reader, { grantPackage, recordId, version, reason: "Test" });
      assert.deepEqual((await read(0)).content, wrong);
      const account = await verifyAccount(patient, HOSPITAL_CHAIN);

      const proof = await proveRecord(patient, { chainId: HOSPITAL_CHAIN, recordId });
      const checked = () => checkPatientProof(patient, proof);
      assert.equal((await checked()).status, "registered");

      const { correctionHash } = await replace(world, record, right, "The unit was wrong.");
      const pending = await pendingCorrections(patient, HOSPITAL_CHAIN);
      assert.deepEqual(
        pending.map((entry) => entry.correctionHash),
        [correctionHash],
      );
      const reviewed = await reviewCorrection(patient, { chainId: HOSPITAL_CHAIN, correctionHash });
      assert.deepEqual(reviewed.present.content, wrong);
      assert.deepEqual(reviewed.next?.content, right);
      assert.equal(reviewed.words, "The unit was wrong.");
      const { blockNumber } = await permit(world, { correctionHash });

      const entry = await entryOf(world, recordId, blockNumber);
      assert.equal(entry.state.version, 1);
      assert.deepEqual([entry.label?.version, entry.label?.kind, entry.label?.reason], [1, 1, 2]);
      assert.equal(entry.label?.author, world.cast.author.pseudonymOn(HOSPITAL_CHAIN).personId);
      const again = await verifyAccount(patient, HOSPITAL_CHAIN);
      assert.deepEqual(
        [again.height, again.entries[0]?.state.commitment],
        [account.height, account.entries[0]?.state.commitment],
      );
      const at = { chainId: HOSPITAL_CHAIN, recordId, atLeastBlock: blockNumber };
      const own = await reviewRecord(patient, at);
      assert.deepEqual(own.content, right);
      assert.equal(own.correction?.statement.version, 1);
      // The grant goes on with the new version, which a reader elsewhere is told.
      assert.deepEqual((await read(1)).content, right);
      const [covered] = await coveredRecords(reader, grantPackage);
      assert.deepEqual([covered?.recordId, covered?.version], [recordId, 1]);
      const granted = await readGranted(reader, { received, recordId, reason: "Test" });
      assert.deepEqual(granted.result.content, right);

      // A proof made before the correction still holds after it, and says that there was one (S6).
      const { status, version, corrections } = await checked();
      assert.deepEqual([status, version, corrections.map((one) => one.version)], ["superseded", 0, [1]]);
      assert.equal((await proveRecord(patient, { chainId: HOSPITAL_CHAIN, recordId })).root, proof.root);

      const told = await tellReaders(patient, {
        chainId: HOSPITAL_CHAIN,
        recordId,
        words: "Please look again.",
      });
      assert.deepEqual(
        told.map(({ version, problem }) => [version, problem]),
        [[0, null]],
      );
      const [notice] = await correctionNotices(reader, CONSORTIUM);
      assert.deepEqual(
        [notice?.recordId, notice?.version, notice?.presentVersion, notice?.words],
        [recordId, 0, 1, "Please look again."],
      );

      await allErased(world, recordId);
      await withError(read(0), "READ_TOO_FEW_PROXIES");
    });
  });
}
