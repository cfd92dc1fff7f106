import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { correctionCalls } from "@medlattice/sdk/chain";
import type { CorrectionEntry, CorrectionSubmission } from "@medlattice/sdk/client";
import { decompressCommitment } from "@medlattice/sdk/crypto";
import { sign, typed } from "@medlattice/sdk/eip712";
import { correctionAt, reviewCorrection, withdrawCorrection } from "@medlattice/sdk/person";
import { type Correction, correctionDomain, newId, preparePermission } from "@medlattice/sdk/record";
import { confirmedRecord, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import { errorOf } from "../oracle/fixture/errors.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { bundle, replace, withError } from "./fixture/correcting.ts";

const chainId = HOSPITAL_CHAIN;

/** One thing changed at a time: first what the institution's oracle is asked to open, then what the chain is asked to carry out. */
export function refusalCases(running: () => World): void {
  describe("the institution opens for nothing but", () => {
    it("a statement of its doctor about the present state, with a manifest that fits", async () => {
      const world = running();
      const { author } = world.cast;
      const record = await confirmedRecord(world, bundle(20));
      const entry = await replace(world, record, bundle(21));
      await withdrawCorrection(author, { chainId, correctionHash: entry.correctionHash });
      const hospital = await author.oracle(orgIdOfKey("hospital"), chainId);
      const submit = (change: Partial<CorrectionSubmission>) =>
        hospital.corrections.submit({ ...submissionOf(entry), ...change });
      const signed = async (change: Partial<Correction>) => {
        const statement = { ...entry.statement, ...change };
        const { signer } = author.pseudonymOn(chainId);
        const domain = correctionDomain(chainId, correctionAt(author, chainId));
        return { statement, authorSignature: await sign(signer, typed("Correction", domain, statement)) };
      };
      const wrong: [Partial<Correction>, string][] = [
        [{ recordId: newId() }, "RECORD_NOT_FOUND"],
        [{ patient: newId() }, "CORRECTION_MISMATCH"],
        [{ author: newId() }, "CORRECTION_NOT_PERMITTED"],
        [{ version: 2 }, "CORRECTION_MISMATCH"],
        [{ sequence: entry.statement.sequence + 1 }, "CORRECTION_MISMATCH"],
        [{ kind: 4 }, "CORRECTION_INVALID"],
        [{ kind: 2 }, "CORRECTION_INVALID"],
        [{ reason: 5 }, "CORRECTION_INVALID"],
        [{ policyRoot: newId() }, "CORRECTION_INVALID"],
        [{ digest: newId() }, "MANIFEST_MISMATCH"],
        [{ fieldRoot: newId() }, "MANIFEST_MISMATCH"],
        [{ manifestHash: newId() }, "MANIFEST_MISMATCH"],
        [{ keywordRoot: newId() }, "MANIFEST_MISMATCH"],
        [{ stationRoot: newId() }, "MANIFEST_MISMATCH"],
      ];
      for (const [change, code] of wrong) {
        assert.equal((await errorOf(submit(await signed(change)))).code, code, Object.keys(change).join());
      }
      const another = { ...entry.statement, reason: 6 };
      await withError(submit({ statement: another }), "SIGNATURE_INVALID");
      await withError(submit({ ...(await signed({ reason: 6 })), manifest: null }), "MANIFEST_MISMATCH");
      const patient = await world.cast.patient.oracle(orgIdOfKey("hospital"), chainId);
      await withError(patient.corrections.submit(submissionOf(entry)), "CORRECTION_NOT_PERMITTED");
    });
  });

  describe("the chain carries out nothing but", () => {
    it("what doctor and patient have signed and the trapdoor has opened", async () => {
      const world = running();
      const { author, patient } = world.cast;
      const record = await confirmedRecord(world, bundle(22));
      const entry = await replace(world, record, bundle(23));
      const { correctionHash } = entry;
      const reviewed = await reviewCorrection(patient, { chainId, correctionHash });
      const to = correctionAt(patient, chainId);
      const { signer } = patient.pseudonymOn(chainId);
      const at = { chainId, recordCorrection: to };
      const { permission, signature } = await preparePermission(at, signer, entry.statement);
      const elsewhere = await preparePermission(at, signer, { ...entry.statement, digest: newId() });
      const { x: hx, y: hy } = decompressCommitment(reviewed.present.state.commitment);
      const proof = entry.opening?.proof ?? "0x";
      const good: Parameters<typeof correctionCalls.correct>[1] = {
        current: reviewed.present.state,
        opening: null,
        consent: {
          correction: entry.statement,
          authorSignature: entry.authorSignature,
          permission,
          patientSignature: signature,
        },
        next: { hx, hy, proof },
        amendments: [],
      };
      const flipped = `0x${proof.slice(2, -1)}${proof.endsWith("0") ? "1" : "0"}` as const;
      const bad: [string, Partial<typeof good>][] = [
        ["no permission", { consent: { ...good.consent, patientSignature: "0x" } }],
        [
          "a permission of another content",
          {
            consent: {
              ...good.consent,
              permission: elsewhere.permission,
              patientSignature: elsewhere.signature,
            },
          },
        ],
        ["no doctor", { consent: { ...good.consent, authorSignature: "0x" } }],
        ["the patient in the doctor's place", { consent: { ...good.consent, authorSignature: signature } }],
        ["another proof", { next: { hx, hy, proof: flipped } }],
        ["another point", { next: { hx, hy: hy + 1n, proof } }],
        ["an older state", { current: { ...good.current, sequence: good.current.sequence - 1 } }],
      ];
      const oracle = await patient.oracle(orgIdOfKey("hospital"), chainId);
      for (const [what, change] of bad) {
        const call = correctionCalls.correct(to, { ...good, ...change });
        assert.equal((await errorOf(oracle.relay({ chainId, ...call }))).code, "CONTRACT_REFUSED", what);
      }
      const { state } = await oracle.records.get(record.recordId);
      assert.equal(state.version, 0);
      await oracle.relay({ chainId, ...correctionCalls.correct(to, good) });
      const again = correctionCalls.correct(to, good);
      await withError(oracle.relay({ chainId, ...again }), "CONTRACT_REFUSED");
      const hospital = await author.oracle(orgIdOfKey("hospital"), chainId);
      assert.equal((await hospital.corrections.get(correctionHash)).status, "landed");
    });
  });
}

function submissionOf({ statement, authorSignature, manifest }: CorrectionEntry): CorrectionSubmission {
  return { statement, authorSignature, manifest, amendments: [], words: null };
}
