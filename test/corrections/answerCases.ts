import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  addRecordKey,
  answerCorrectionRequest,
  challengeOpening,
  correctionAnswers,
  correctionRequests,
  declineCorrection,
  pendingCorrections,
  permitCorrection,
  requestCorrection,
  sentCorrectionRequests,
  reviewCorrection,
  reviewRecord,
  withdrawCorrection,
} from "@medlattice/sdk/person";
import { CORRECTION_REASON } from "@medlattice/sdk/record";
import { openedMail } from "../../sdk/src/person/correctionMail.ts";
import { confirmedRecord, HOSPITAL_CHAIN, personOf, type World } from "../faults/fixture/world.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { bundle, erase, permit, replace, until, withError } from "./fixture/correcting.ts";

const chainId = HOSPITAL_CHAIN;

/** What doctor and patient say to each other, and what becomes of corrections that are not permitted. */
export function answerCases(running: () => World): void {
  describe("“this record is wrong”", () => {
    it("goes from patient to doctor and back, sealed", async () => {
      const { patient, author } = running().cast;
      const { recordId } = await confirmedRecord(running(), bundle(1));
      const words = "This is not my value.";
      const hash = await requestCorrection(patient, { chainId, recordId, words });
      const request = (await correctionRequests(author, chainId)).find((one) => one.recordId === recordId);
      assert.deepEqual([request?.words, request?.version, request?.hash], [words, 0, hash]);
      // One signed message for both: the patient reads it too, and nobody takes it for one to the patient.
      const [sent] = await sentCorrectionRequests(patient, chainId);
      assert.deepEqual([sent?.words, sent?.hash, sent?.isOwn], [words, hash, true]);
      assert.deepEqual(await correctionRequests(patient, chainId), []);
      assert.deepEqual(await sentCorrectionRequests(author, chainId), []);
      await answerCorrectionRequest(author, {
        chainId,
        request: request?.hash ?? "0x",
        words: "I will look.",
      });
      const [answer] = await correctionAnswers(patient, chainId);
      assert.deepEqual([answer?.words, answer?.about], ["I will look.", request?.hash]);
      await requestCorrection(author, { chainId, recordId, words: "I was wrong." });
      const [told] = await correctionRequests(patient, chainId);
      assert.deepEqual([told?.words, told?.recordId], ["I was wrong.", recordId]);
    });
  });

  describe("a correction that waits", () => {
    it("is one for each version, is handed in once, and goes when its author takes it back", async () => {
      const world = running();
      const { author, patient } = world.cast;
      const record = await confirmedRecord(world, bundle(2));
      const first = await replace(world, record, bundle(3));
      await withError(replace(world, record, bundle(4)), "CORRECTION_PENDING");
      const hospital = await author.oracle(orgIdOfKey("hospital"), chainId);
      const { statement, authorSignature, manifest } = first;
      const again = { statement, authorSignature, manifest, amendments: [], words: null };
      assert.equal((await hospital.corrections.submit(again)).correctionHash, first.correctionHash);
      await withError(
        declineCorrection(author, { chainId, correctionHash: first.correctionHash }),
        "CORRECTION_NOT_FOUND",
      );
      await withdrawCorrection(author, { chainId, correctionHash: first.correctionHash });
      assert.deepEqual(await pendingCorrections(patient, chainId), []);
      const reviewed = reviewCorrection(patient, { chainId, correctionHash: first.correctionHash });
      await withError(reviewed, "CORRECTION_MISMATCH");
      const second = await replace(world, record, bundle(4));
      await permit(world, second);
      assert.equal((await hospital.corrections.get(second.correctionHash)).status, "landed");
    });

    it("is declined with words for its author, and nothing has changed", async () => {
      const world = running();
      const { author, patient } = world.cast;
      const record = await confirmedRecord(world, bundle(5));
      const { correctionHash } = await replace(world, record, bundle(6));
      await declineCorrection(patient, { chainId, correctionHash, words: "It was right." });
      const hospital = await author.oracle(orgIdOfKey("hospital"), chainId);
      const { status, answer, opening } = await hospital.corrections.get(correctionHash);
      assert.deepEqual([status, opening], ["declined", null]);
      const said = answer === null ? null : await openedMail(author, chainId, answer);
      assert.equal(said?.words, "It was right.");
      const own = await reviewRecord(patient, { chainId, recordId: record.recordId });
      assert.deepEqual(own.content, record.content);
    });

    it("does not come again with the very same words once it was declined", async () => {
      const world = running();
      const { author, patient } = world.cast;
      const record = await confirmedRecord(world, bundle(9));
      const { correctionHash } = await erase(world, record);
      await declineCorrection(patient, { chainId, correctionHash, words: "I want to keep it." });
      await withError(erase(world, record), "CORRECTION_ENDED");
      const hospital = await author.oracle(orgIdOfKey("hospital"), chainId);
      assert.equal((await hospital.corrections.get(correctionHash)).status, "declined");
      const other = await erase(world, record, CORRECTION_REASON.enteredInError);
      assert.notEqual(other.correctionHash, correctionHash);
      await withdrawCorrection(author, { chainId, correctionHash: other.correctionHash });
    });

    it("is overtaken by a change of the patient's keys", async () => {
      const world = running();
      const { author, patient } = world.cast;
      const record = await confirmedRecord(world, bundle(7));
      const { correctionHash } = await replace(world, record, bundle(8));
      const reviewed = await reviewCorrection(patient, { chainId, correctionHash });
      await addRecordKey(patient, reviewed.present);
      await withError(permitCorrection(patient, reviewed), "CONTRACT_REFUSED");
      const hospital = await author.oracle(orgIdOfKey("hospital"), chainId);
      await until(async () => {
        assert.equal((await hospital.corrections.get(correctionHash)).status, "outdated");
      });
    });

    it("is nobody else's to see or to hand in", async () => {
      const world = running();
      const record = await confirmedRecord(world, bundle(9));
      const { correctionHash, statement, authorSignature, manifest } = await replace(
        world,
        record,
        bundle(10),
      );
      const manager = await personOf(world, "manager");
      const hospital = await manager.oracle(orgIdOfKey("hospital"), chainId);
      await withError(hospital.corrections.get(correctionHash), "CORRECTION_NOT_FOUND");
      assert.deepEqual((await hospital.corrections.list()).items, []);
      const handedIn = { statement, authorSignature, manifest, amendments: [], words: null };
      await withError(hospital.corrections.submit(handedIn), "CORRECTION_NOT_PERMITTED");
      await withError(hospital.corrections.erasures(record.recordId), "RECORD_NOT_FOUND");
      await withdrawCorrection(world.cast.author, { chainId, correctionHash });
    });

    it("stands on an opening that the chain verifies when asked", async () => {
      const { recordId } = await confirmedRecord(running(), bundle(11));
      const { holds } = await challengeOpening(running().cast.patient, { chainId, recordId });
      assert.equal(holds, true);
    });
  });
}
