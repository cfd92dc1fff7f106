import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { fieldPolicy, POLICIES, presetPolicies } from "@medlattice/sdk/fields";
import { createNodeProver } from "@medlattice/sdk/node/prover";
import {
  acceptedPolicies,
  correctionAt,
  isPolicyAccepted,
  type Person,
  planAmendment,
  prepareCorrection,
  type ProvingStage,
  readShared,
  requirePolicy,
  reviewCorrection,
} from "@medlattice/sdk/person";
import { correctionCalls, policyDecisions } from "@medlattice/sdk/chain";
import { CORRECTION_KIND, CORRECTION_REASON } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { acceptPolicies } from "../../network/src/stack/acceptPolicies.ts";
import { sendTransaction } from "../../network/src/stack/sendTransaction.ts";
import { verifyBounds } from "../../sdk/src/person/correctionBounds.ts";
import { CONSORTIUM, grantTo, HOSPITAL_CHAIN, type World } from "../faults/fixture/world.ts";
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
const KEYS = ["nothing", "results", "times", "notes"] as const;

/** Kind 2: only sections that a policy of the health authority allows, proven to the chain. */
export function amendCases(running: () => World): void {
  describe("policies of amendments", () => {
    it("are accepted by the health authority at set-up, on every chain that verifies amendments", async () => {
      const { author } = running().cast;
      for (const each of [HOSPITAL_CHAIN, CONSORTIUM]) {
        const accepted = await acceptedPolicies(author, each);
        assert.deepEqual(
          accepted.map(({ key }) => key),
          KEYS,
        );
      }
    });

    it("that are withdrawn stay so at the next start, and what was decided is said once", async () => {
      const { cast, stack } = running();
      const notes = (await presetPolicies()).find(({ key }) => key === "notes");
      assert.ok(notes !== undefined);
      await decide(running(), notes.policy.root, false);
      const decisions = () =>
        cast.patient
          .reader(chainId)
          .ask((node) => policyDecisions(node, correctionAt(cast.patient, chainId)));
      const before = await decisions();
      assert.deepEqual(
        before.map(({ isAccepted }) => isAccepted),
        [true, true, true, false],
      );
      await acceptPolicies(placeOf(running()), authorityOf(await stack.state.secret("network/authority")));
      assert.deepEqual(await decisions(), before);
      assert.equal(await isPolicyAccepted(cast.patient, chainId, notes.policy.root), false);
      await decide(running(), notes.policy.root, true);
      assert.equal(await isPolicyAccepted(cast.patient, chainId, notes.policy.root), true);
    });
  });

  describe("an amended record (rule 12)", () => {
    const prover = createNodeProver();
    after(() => prover.close());
    const terms = (recordId: Hex) =>
      ({
        chainId,
        recordId,
        kind: CORRECTION_KIND.amend,
        reason: CORRECTION_REASON.wrongValue,
        prover,
      }) as const;

    it("is another in what the smallest fitting policy allows, with a proof, and keeps all else", async () => {
      const world = running();
      const { author, patient, reader } = world.cast;
      const record = await confirmedFhir(world, bundle(99));
      const { recordId } = record;
      const { grantPackage } = await grantTo(world, { recordId });
      const opened = await readByAuthor(world, recordId);
      const text = new TextDecoder().decode(bundle(9.9));
      const results = await fieldPolicy(POLICIES.results.classes);
      const outside = new TextEncoder().encode(text.replace("F32.1", "F20.0"));
      const common = { ...terms(recordId), opened };
      await withError(
        prepareCorrection(author, { ...common, policy: results, content: outside }),
        "AMENDMENT_OUTSIDE_POLICY",
      );
      // Laid out anew by some editor, but for one value the same.
      const edited = new TextEncoder().encode(JSON.stringify(JSON.parse(text)));
      const plan = await planAmendment(author, { chainId, opened, content: edited });
      const { policy, document } = requirePolicy(plan);
      assert.deepEqual([plan.outside, plan.proofs, document.name], [[], 1, POLICIES.results.name]);
      const stages: ProvingStage[] = [];
      const entry = await prepareCorrection(author, {
        ...common,
        policy,
        content: plan.content,
        onProving: (stage) => stages.push(stage),
      });
      assert.equal(entry.amendments.length, 1);
      assert.deepEqual(stages.at(-1), { stage: "proving", proof: 1, proofs: 1 });
      const { correctionHash } = entry;
      const reviewed = await reviewCorrection(patient, { chainId, correctionHash });
      const { differences, bounds } = reviewed;
      assert.deepEqual(
        differences?.map(({ className, change }) => [className, change]),
        [["Observation.valueQuantity", "changed"]],
      );
      assert.deepEqual(differences, plan.differences);
      assert.deepEqual([bounds?.policy?.key, bounds?.isAccepted], ["results", true]);
      for (const change of [
        (amendments: typeof entry.amendments) => [...amendments, ...amendments],
        () => [],
        (amendments: typeof entry.amendments) =>
          amendments.map(({ proof }) => ({
            proof,
            newRoot: reviewed.present.manifest.value.content.fieldRoot,
          })),
      ]) {
        const deceived = toldOtherwise(patient, (told) => ({ ...told, amendments: change(told.amendments) }));
        await withError(reviewCorrection(deceived, { chainId, correctionHash }), "AMENDMENT_INVALID");
      }
      const { fieldRoot } = reviewed.present.manifest.value.content;
      const bounded = { chainId, entry, fieldRoot, differences, policies: [] };
      await verifyBounds(patient, bounded);
      // As if the proof were a forged one that holds: the contents themselves say that it is not all.
      const more = { position: 9, className: "Condition.code", locator: null, change: "changed" } as const;
      const forged = verifyBounds(patient, { ...bounded, differences: [...(differences ?? []), more] });
      await withError(forged, "AMENDMENT_OUTSIDE_POLICY");
      await withError(verifyBounds(patient, { ...bounded, differences: null }), "AMENDMENT_INVALID");
      const { blockNumber } = await permit(world, { correctionHash });
      const { state, label } = await entryOf(world, recordId, blockNumber);
      assert.deepEqual([state.version, state.status, label?.kind], [1, 2, 2]);
      const read = await readShared(reader, { grantPackage, recordId, version: 1, reason: "Test" });
      assert.deepEqual(JSON.parse(new TextDecoder().decode(read.content)), JSON.parse(text));
      await allErased(world, recordId);
    });

    it("needs a policy that the authority accepts, and says so beforehand", async () => {
      const world = running();
      const { author, patient } = world.cast;
      const { recordId } = await confirmedFhir(world, bundle(98));
      const opened = await readByAuthor(world, recordId);
      const text = new TextDecoder().decode(bundle(98));
      const bytes = (changed: string) => new TextEncoder().encode(changed);
      const plan = (changed: string) => planAmendment(author, { chainId, opened, content: bytes(changed) });
      const diagnosis = await plan(text.replace("F32.1", "F20.0"));
      assert.deepEqual([diagnosis.policy, diagnosis.outside], [null, ["Condition.code"]]);
      assert.throws(() => requirePolicy(diagnosis), { code: "AMENDMENT_OUTSIDE_POLICY" });
      const both = await plan(text.replace("98", "97").replace("T08:00", "T09:00"));
      assert.deepEqual([both.policy, both.outside], [null, []]);
      await withError(plan(text), "CORRECTION_EMPTY");
      const policy = await fieldPolicy(["Observation.valueQuantity"]);
      const { correctionHash } = await prepareCorrection(author, {
        ...terms(recordId),
        opened,
        policy,
        content: bundle(9.8),
      });
      const { bounds } = await reviewCorrection(patient, { chainId, correctionHash });
      assert.deepEqual([bounds?.policy, bounds?.isAccepted], [null, false]);
      await withError(permit(world, { correctionHash }), "CONTRACT_REFUSED");
      const { state } = await entryOf(world, recordId);
      assert.equal(state.version, 0);
      assert.equal((await reviewCorrection(patient, { chainId, correctionHash })).entry.status, "pending");
    });
  });
}

type Entry = Awaited<ReturnType<typeof prepareCorrection>>;

/** The person with an oracle that tells something else of corrections. */
function toldOtherwise(person: Person, change: (entry: Entry) => Entry): Person {
  return {
    ...person,
    oracle: async (...which) => {
      const oracle = await person.oracle(...which);
      const get: typeof oracle.corrections.get = async (hash) => change(await oracle.corrections.get(hash));
      return { ...oracle, corrections: { ...oracle.corrections, get } };
    },
  };
}

const authorityOf = privateKeyToAccount;

function placeOf({ cast, stack }: World) {
  const rpcUrl = stack.network.chains.find((chain) => chain.chainId === chainId)?.rpcUrl ?? "";
  return { rpcUrl, chainId, recordCorrection: correctionAt(cast.patient, chainId) };
}

async function decide(world: World, policyRoot: Hex, isAccepted: boolean): Promise<void> {
  const { recordCorrection, ...place } = placeOf(world);
  const account = authorityOf(await world.stack.state.secret("network/authority"));
  const call = correctionCalls.acceptPolicy(recordCorrection, { policyRoot, isAccepted, uri: "" });
  await sendTransaction({ ...place, account, ...call });
}
