import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { encodeFunctionData } from "viem";
import { ABIS } from "@medlattice/sdk/abi";
import type { Hex } from "@medlattice/sdk/codec";
import { commitmentMessage, type CommitmentOpening, openingHash } from "@medlattice/sdk/crypto";
import {
  commit,
  decompressCommitment,
  encodeCommitmentKey,
  generateCommitmentKey,
  proveKeyPossession,
  redact,
} from "@medlattice/sdk/crypto/babyJubjub";
import { addressOf, type MessageOf, sign, typed } from "@medlattice/sdk/eip712";
import { createNodeProver } from "@medlattice/sdk/node/prover";
import {
  correctedState,
  CORRECTION_KIND,
  CORRECTION_REASON,
  correctionDomain,
  newId,
  preparePermission,
  proposedState,
  RECORD_STATUS,
  type RecordState,
  registryDomain,
  stateHash,
} from "@medlattice/sdk/record";
import { labelLeaf, labelPath, labelRoot } from "@medlattice/sdk/snapshot";
import { verifyMerkleProof } from "../../sdk/src/crypto/merkle/index.ts";
import { adminAccount } from "../oracle/fixture/chain.ts";
import {
  chain,
  CHAIN_ID,
  contracts,
  hospital,
  lower,
  read,
  reader,
  refusal,
  registry,
  relay,
  zero,
} from "./chainFixture.ts";
import { doctor, patient } from "./recordFixture.ts";

const BABY_JUBJUB_KEY = 6;
const { registryId } = registry;

/** A lineage of the second scheme: commitments on Baby Jubjub, opened by Groth16 (docs/circuits.md). */
export function correctionCases(): void {
  describe("records under Groth16, corrected on chain", () => {
    const prover = createNodeProver();
    const { x, h1 } = generateCommitmentKey();
    const at = { chainId: CHAIN_ID, recordCorrection: lower(contracts.RecordCorrection) };

    before(async () => {
      const organizationRegistry = lower(contracts.OrganizationRegistry);
      const proof = proveKeyPossession({
        x,
        chainId: BigInt(CHAIN_ID),
        organizationRegistry,
        orgId: hospital,
      });
      const args = [hospital, BABY_JUBJUB_KEY, encodeCommitmentKey(h1), proof] as const;
      const data = encodeFunctionData({ abi: ABIS.OrganizationRegistry, functionName: "setKey", args });
      await chain.send(adminAccount, contracts.OrganizationRegistry, data);
    });
    after(() => prover.close());

    const messageOf = (recordId: Hex, version: number, digest: Hex, fieldRoot: Hex) =>
      commitmentMessage({ registryId, chainId: BigInt(CHAIN_ID), recordId, version, digest, fieldRoot });

    /** What the doctor signs for a commitment. */
    function proposalOf(recordId: Hex, commitment: Hex, opening: CommitmentOpening): MessageOf<"Proposal"> {
      return {
        recordId,
        patient: patient.personId,
        author: doctor.personId,
        signer: addressOf(doctor.signer),
        institution: hospital,
        treatmentId: newId(),
        categoryTag: newId(),
        commitment,
        commitmentProof: openingHash(opening),
        manifestHash: newId(),
        keywordRoot: zero,
        stationRoot: zero,
      };
    }

    /** Proposed by the doctor and confirmed by the patient. */
    async function confirmedRecord() {
      const [recordId, digest, fieldRoot] = [newId(), newId(), newId()];
      const m = messageOf(recordId, 0, digest, fieldRoot);
      const { commitment, proof } = await commit({ h1, m, registryId, prover });
      const proposal = proposalOf(recordId, commitment, { h1, digest, fieldRoot, proof });
      const domain = registryDomain(registry);
      const proposed = proposedState(proposal);
      const confirmation: MessageOf<"Confirmation"> = {
        recordId,
        patient: patient.personId,
        signer: addressOf(patient.signer),
        commitment,
        manifestHash: proposal.manifestHash,
        sequence: 0,
      };
      await relay("RecordRegistry", "register", [
        proposal,
        await sign(doctor.signer, typed("Proposal", domain, proposal)),
        confirmation,
        await sign(patient.signer, typed("Confirmation", domain, confirmation)),
      ]);
      const state: RecordState = { ...proposed, sequence: 1, status: RECORD_STATUS.confirmed };
      const { x: hx, y: hy } = decompressCommitment(commitment);
      return { state, opening: { h1x: h1.x, h1y: h1.y, digest, fieldRoot, proof }, hx, hy };
    }

    type Record = Awaited<ReturnType<typeof confirmedRecord>>;

    /** All that a correction takes, by the right three. */
    async function correctionOf(
      { state, opening, hx, hy }: Record,
      changes: Partial<MessageOf<"Correction">> = {},
    ) {
      const correction: MessageOf<"Correction"> = {
        recordId: state.recordId,
        patient: state.patient,
        author: doctor.personId,
        signer: addressOf(doctor.signer),
        kind: CORRECTION_KIND.redact,
        reason: CORRECTION_REASON.wrongValue,
        version: 1,
        sequence: state.sequence,
        digest: newId(),
        fieldRoot: opening.fieldRoot,
        manifestHash: newId(),
        keywordRoot: zero,
        stationRoot: zero,
        policyRoot: zero,
        ...changes,
      };
      const domain = correctionDomain(at.chainId, at.recordCorrection);
      const { permission, signature: patientSignature } = await preparePermission(
        at,
        patient.signer,
        correction,
      );
      const authorSignature = await sign(doctor.signer, typed("Correction", domain, correction));
      const { recordId, version, digest, fieldRoot } = correction;
      const m = messageOf(recordId, version, digest, fieldRoot);
      const proof = await redact({ x, commitment: state.commitment, m, registryId, prover });
      const consent = { correction, authorSignature, permission, patientSignature };
      return { correction, proof, args: [state, opening, consent, { hx, hy, proof }, []] as const };
    }

    it("are corrected and erased by doctor, patient and trapdoor, and the account stays as it is", async () => {
      const record = await confirmedRecord();
      const account = await read("RecordRegistry", "accountOf", [patient.personId]);
      const { correction, proof, args } = await correctionOf(record);
      await relay("RecordCorrection", "correct", args);
      const { digest, fieldRoot } = correction;
      const next = correctedState(record.state, correction, openingHash({ h1, digest, fieldRoot, proof }));
      assert.equal(await read("RecordRegistry", "stateHashOf", [next.recordId]), stateHash(next));

      const corrected = { ...record, state: next, opening: { ...record.opening, digest, fieldRoot, proof } };
      const nothing = { digest: zero, fieldRoot: zero, manifestHash: zero };
      const kind = CORRECTION_KIND.erase;
      const erasure = await correctionOf(corrected, { ...nothing, kind, version: 2 });
      await relay("RecordCorrection", "correct", erasure.args);
      const erased = correctedState(
        next,
        erasure.correction,
        openingHash({ h1, ...nothing, proof: erasure.proof }),
      );
      assert.equal(erased.status, RECORD_STATUS.erased);
      assert.equal(await read("RecordRegistry", "stateHashOf", [next.recordId]), stateHash(erased));
      assert.deepEqual(await read("RecordRegistry", "accountOf", [patient.personId]), account);

      // The SDK makes the same log of labels (rule 20).
      const events = await reader.getContractEvents({
        address: contracts.RecordCorrection,
        abi: ABIS.RecordCorrection,
        eventName: "RecordLabelled",
        fromBlock: 0n,
        strict: true,
      });
      const leaves = events.map(({ args: { leaf } }) => leaf);
      assert.equal(await read("RecordCorrection", "labelRoot", []), labelRoot(leaves));
      const states = [stateHash(record.state), stateHash(next), stateHash(erased)] as const;
      const own = [
        { correction, hashBefore: states[0], hashAfter: states[1] },
        { correction: erasure.correction, hashBefore: states[1], hashAfter: states[2] },
      ].map(labelLeaf);
      assert.deepEqual(leaves.slice(-2), own);
      const root = labelRoot(leaves);
      for (const [index, leaf] of leaves.entries()) {
        assert.ok(verifyMerkleProof({ root, leaf, proof: labelPath(leaves, index) }));
      }
    });

    it("are not opened by another trapdoor, for another version, or with a changed proof", async () => {
      const record = await confirmedRecord();
      const { correction, args } = await correctionOf(record);
      const { recordId, digest, fieldRoot } = correction;
      const { commitment } = record.state;
      const stranger = generateCommitmentKey().x;
      const proofs = [
        await redact({
          x: stranger,
          commitment,
          m: messageOf(recordId, 1, digest, fieldRoot),
          registryId,
          prover,
        }),
        await redact({ x, commitment, m: messageOf(recordId, 2, digest, fieldRoot), registryId, prover }),
        record.opening.proof,
      ];
      const [state, opening, consent, next, none] = args;
      for (const proof of proofs) {
        const changed = [state, opening, consent, { ...next, proof }, none];
        const refused = relay("RecordCorrection", "correct", changed);
        assert.equal(await refusal(refused), "Groth16CommitmentsInvalidProof");
      }
      await relay("RecordCorrection", "correct", args);
    });

    it("have their registered opening checked when anybody asks", async () => {
      const { state, opening, hx, hy } = await confirmedRecord();
      await relay("RecordCorrection", "challenge", [state, opening, hx, hy]);
      assert.equal(await read("RecordCorrection", "isRefuted", [state.recordId, 0]), false);
      const other = { ...opening, digest: newId() };
      const foreign = relay("RecordCorrection", "challenge", [state, other, hx, hy]);
      assert.equal(await refusal(foreign), "RecordCorrectionOtherOpening");
    });

    it("stay refuted when their author registered an opening that does not hold", async () => {
      const honest = await confirmedRecord();
      const recordId = newId();
      const { proof, digest, fieldRoot } = honest.opening;
      const { commitment } = honest.state;
      const proposal = proposalOf(recordId, commitment, { h1, digest, fieldRoot, proof });
      const signature = await sign(doctor.signer, typed("Proposal", registryDomain(registry), proposal));
      await relay("RecordRegistry", "propose", [proposal, signature]);
      const state = proposedState(proposal);
      await relay("RecordCorrection", "challenge", [state, honest.opening, honest.hx, honest.hy]);
      assert.equal(await read("RecordCorrection", "isRefuted", [recordId, 0]), true);
    });
  });
}
