import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { recordCorrectionAbi } from "@medlattice/sdk/abi";
import { fieldPolicy, POLICIES } from "@medlattice/sdk/fields";
import { createNodeProver } from "@medlattice/sdk/node/prover";
import { correctionAt, prepareCorrection, readShared, reviewCorrection } from "@medlattice/sdk/person";
import { CORRECTION_KIND, CORRECTION_REASON } from "@medlattice/sdk/record";
import { encodeFunctionData, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { sendTransaction } from "../../network/src/stack/sendTransaction.ts";
import { grantTo, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
import {
  allErased,
  bundle,
  confirmedFhir,
  entryOf,
  permit,
  readByAuthor,
  withError,
} from "./fixture/correcting.ts";

const chainId = HOSPITAL_CHAIN;

/** Kind 2: only sections that a policy of the health authority allows, proven to the chain. */
export function amendCases(running: () => World): void {
  describe("an amended record (rule 12)", () => {
    const prover = createNodeProver();
    before(async () => {
      const { root } = await fieldPolicy(POLICIES.results.classes);
      await acceptPolicy(running(), root);
    });
    after(() => prover.close());

    it("is another in what the policy allows, with a proof, and keeps all else", async () => {
      const world = running();
      const { author, patient, reader } = world.cast;
      const record = await confirmedFhir(world, bundle(99));
      const { recordId } = record;
      const { grantPackage } = await grantTo(world, { recordId });
      const opened = await readByAuthor(world, recordId);
      const policy = await fieldPolicy(POLICIES.results.classes);
      const common = {
        chainId,
        recordId,
        kind: CORRECTION_KIND.amend,
        reason: CORRECTION_REASON.wrongValue,
        opened,
        policy,
        prover,
      } as const;
      const text = new TextDecoder().decode(bundle(9.9));
      const outside = new TextEncoder().encode(text.replace("F32.1", "F20.0"));
      await withError(prepareCorrection(author, { ...common, content: outside }), "AMENDMENT_OUTSIDE_POLICY");
      const entry = await prepareCorrection(author, { ...common, content: bundle(9.9) });
      assert.equal(entry.amendments.length, 1);
      const { correctionHash } = entry;
      const reviewed = await reviewCorrection(patient, { chainId, correctionHash });
      assert.deepEqual(
        reviewed.differences?.map(({ className, change }) => [className, change]),
        [["Observation.valueQuantity", "changed"]],
      );
      const { blockNumber } = await permit(world, { correctionHash });
      const { state, label } = await entryOf(world, recordId, blockNumber);
      assert.deepEqual([state.version, state.status, label?.kind], [1, 2, 2]);
      const read = await readShared(reader, { grantPackage, recordId, version: 1, reason: "Test" });
      assert.deepEqual(read.content, bundle(9.9));
      await allErased(world, recordId);
    });

    it("needs a policy that the authority accepts", async () => {
      const world = running();
      const { author, patient } = world.cast;
      const { recordId } = await confirmedFhir(world, bundle(98));
      const opened = await readByAuthor(world, recordId);
      const policy = await fieldPolicy(["Observation.valueQuantity"]);
      const { correctionHash } = await prepareCorrection(author, {
        chainId,
        recordId,
        kind: CORRECTION_KIND.amend,
        reason: CORRECTION_REASON.wrongValue,
        opened,
        policy,
        prover,
        content: bundle(9.8),
      });
      await withError(permit(world, { correctionHash }), "CONTRACT_REFUSED");
      const { state } = await entryOf(world, recordId);
      assert.equal(state.version, 0);
      assert.equal((await reviewCorrection(patient, { chainId, correctionHash })).entry.status, "pending");
    });
  });
}

async function acceptPolicy({ cast, stack }: World, root: Hex): Promise<void> {
  const account = privateKeyToAccount(await stack.state.secret("network/authority"));
  const rpcUrl = stack.network.chains.find((chain) => chain.chainId === chainId)?.rpcUrl ?? "";
  const args = [root, true, "https://authority.example/policies/results"] as const;
  const data = encodeFunctionData({ abi: recordCorrectionAbi, functionName: "acceptPolicy", args });
  await sendTransaction({ rpcUrl, chainId, account, to: correctionAt(cast.patient, chainId), data });
}
