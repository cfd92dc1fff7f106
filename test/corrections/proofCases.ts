import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OracleClient } from "@medlattice/sdk/client";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { type Proof, checkProof } from "@medlattice/sdk/proof";
import type { Hex } from "viem";
import { confirmedRecord, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { bundle, permit, replace } from "./fixture/correcting.ts";

/** Proofs to a root on the public chain, before and after a correction (DESIGN rule 20). */
export function proofCases(running: () => World): void {
  describe("a proof of a record that is corrected", () => {
    it("verifies as before, is superseded by the institution's word, and has a successor with the label", async () => {
      const world = running();
      const { network } = world.stack;
      const { patient } = world.cast;
      const record = await confirmedRecord(world, bundle(55));
      const at = await patient.oracle(orgIdOfKey("hospital"), HOSPITAL_CHAIN);
      const before = await proven(at, record.recordId, 0);
      assert.equal((await checkProof(before, { network })).status, "registered");
      // The authority has a complete copy of the chain, and asks the institution for its word only.
      const authority = await patient.oracle(orgIdOfKey("authority"), HOSPITAL_CHAIN);
      const copy = await proven(authority, record.recordId, 0);
      assert.deepEqual(copy.snapshot.chain.chainId, HOSPITAL_CHAIN);
      assert.equal((await checkProof(copy, { network })).version, 0);

      const { correctionHash } = await replace(world, record, bundle(5.5));
      const { blockNumber } = await permit(world, { correctionHash });
      const { status, version, knownUpTo } = await checkProof(before, { network });
      assert.deepEqual([status, version], ["registered", 0]);
      assert.ok(knownUpTo < blockNumber, "it claims to know of the correction");
      const said = await at.records.attest(HOSPITAL_CHAIN, before.evidence.state);
      const { standing, attestedAt, signature } = said;
      const renewed = {
        ...before,
        standing: { standing, blockNumber: said.blockNumber, attestedAt, signature },
      };
      assert.equal((await checkProof(renewed, { network })).status, "superseded");

      const after = await proven(at, record.recordId, 1);
      assert.notEqual(after.label, null);
      const checked = await checkProof(after, { network });
      assert.deepEqual([checked.status, checked.version], ["registered", 1]);
      assert.ok(checked.knownUpTo >= blockNumber);
    });
  });
}

/** Waits for the next root: it is seconds away here. */
async function proven(oracle: OracleClient, recordId: Hex, version: number): Promise<Proof> {
  for (const end = Date.now() + 60_000; ;) {
    try {
      const proof = await oracle.anchors.proofOf(recordId);
      assert.equal(proof.evidence.state.version, version);
      return proof;
    } catch (error) {
      if (!(error instanceof MedLatticeError) || error.code !== "PROOF_NOT_ANCHORED" || Date.now() > end)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
