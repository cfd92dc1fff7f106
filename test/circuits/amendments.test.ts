import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type AmendmentSlot,
  type AmendmentStep,
  amendmentWitness,
  correctFields,
  fieldPolicy,
  readFields,
} from "@medlattice/sdk/fields";
import { type Hex, utf8 } from "@medlattice/sdk/codec";
import {
  type VerifyAmendmentParameters,
  amendmentContext,
  decodeProof,
  encodeProof,
  proveAmendment,
  verifyAmendment,
} from "@medlattice/sdk/circuits";
import { createNodeProver } from "@medlattice/sdk/node/prover";
import { withCode } from "../../sdk/src/testing/errors.ts";
import { type Verifiers, refusal, startVerifiers } from "./fixture.ts";

const CONTRACT = "AmendmentVerifier";
const GOAL_GAS = 230_000;
const R = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

const prover = createNodeProver();
const at = { chainId: 7_101n, recordCorrection: `0x${"c0".repeat(20)}` } as const;
const context = amendmentContext({ ...at, correctionHash: `0x${"11".repeat(32)}` });
const mediaType = "application/fhir+json";
const policy = await fieldPolicy(["Observation.status", "Observation.note", "Observation.valueQuantity"]);

/** An observation; every member is a section. */
const observation = (changes: object) =>
  utf8(
    JSON.stringify({
      resourceType: "Observation",
      id: "o1",
      status: "final",
      code: { text: "potassium" },
      subject: { reference: "Patient/p" },
      valueQuantity: { value: 41, unit: "mmol/l" },
      note: [{ text: "as measured" }],
      ...changes,
    }),
  );
/** A bundle of observations, for more than four changes. */
const bundle = (status: string) =>
  utf8(
    JSON.stringify({
      resourceType: "Bundle",
      type: "collection",
      entry: [1, 2, 3, 4, 5].map((i) => ({
        fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${i}`,
        resource: { resourceType: "Observation", status, code: { text: "potassium" } },
      })),
    }),
  );

/** The steps from one content to another. */
async function stepsOf(
  before: Uint8Array,
  after: Uint8Array,
  allowed = policy,
): Promise<readonly AmendmentStep[]> {
  const seed = (fill: number) => new Uint8Array(32).fill(fill);
  const previous = await readFields({ content: before, mediaType, fieldSeed: seed(1) });
  const { document } = await correctFields({ previous, content: after, mediaType, fieldSeed: seed(2) });
  return amendmentWitness(previous, document, allowed);
}

async function aStep(): Promise<AmendmentStep> {
  const [step, ...others] = await stepsOf(
    observation({}),
    observation({ valueQuantity: { value: 4.1, unit: "mmol/l" } }),
  );
  assert.ok(step !== undefined && others.length === 0);
  return step;
}

let verifiers: Verifiers;
let address: Hex;
before(async () => {
  verifiers = await startVerifiers();
  address = await verifiers.deploy(CONTRACT);
});
after(async () => {
  prover.close();
  await verifiers.close();
});

const argumentsOf = ({ oldRoot, newRoot, policyRoot, context: made, proof }: VerifyAmendmentParameters) => [
  oldRoot,
  newRoot,
  policyRoot,
  made,
  proof,
];
const onChain = async (statement: VerifyAmendmentParameters) =>
  await verifiers.require(CONTRACT, address, "requireAmendment", argumentsOf(statement));
/** TypeScript and Solidity accept. */
async function accepted(statement: VerifyAmendmentParameters): Promise<void> {
  verifyAmendment(statement);
  await onChain(statement);
}
/** TypeScript and Solidity refuse. */
async function refused(statement: VerifyAmendmentParameters): Promise<void> {
  assert.throws(() => verifyAmendment(statement), withCode("AMENDMENT_INVALID"));
  assert.equal(await refusal(CONTRACT, onChain(statement)), "AmendmentVerifierInvalidProof");
}

describe("bounded correction, from fields to the chain", () => {
  let valid: VerifyAmendmentParameters;
  before(async () => {
    const step = await aStep();
    const proof = await proveAmendment({ step, policyRoot: policy.root, context, prover });
    valid = { oldRoot: step.oldRoot, newRoot: step.newRoot, policyRoot: policy.root, context, proof };
    await accepted(valid);
  });

  it("refuses each public signal when it is another, or has another spelling", async () => {
    const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, "0")}`;
    for (const name of ["oldRoot", "newRoot", "policyRoot"] as const) {
      for (const value of [BigInt(valid[name]) ^ 1n, BigInt(valid[name]) + R, 0n]) {
        await refused({ ...valid, [name]: word(value) });
      }
    }
    await refused({ ...valid, oldRoot: valid.newRoot, newRoot: valid.oldRoot });
    for (const other of [context ^ 1n, context + R, 0n]) await refused({ ...valid, context: other });
  });

  it("is made for one chain, contract and correction", async () => {
    const correctionHash: Hex = `0x${"11".repeat(32)}`;
    const others = [
      { ...at, correctionHash: `0x${"12".repeat(32)}` as const },
      { ...at, correctionHash, chainId: 7_102n },
      { ...at, correctionHash, recordCorrection: `0x${"c1".repeat(20)}` as const },
    ];
    for (const other of others) await refused({ ...valid, context: amendmentContext(other) });
  });

  it("refuses a proof with another word or a second spelling of one", async () => {
    const words = decodeProof(valid.proof);
    for (const [place, word] of words.entries()) {
      for (const other of [word ^ 1n, word + Q, 0n]) {
        await refused({ ...valid, proof: encodeProof(words.with(place, other)) });
      }
    }
  });

  it("refuses another length", async () => {
    for (const proof of [`${valid.proof}00`, valid.proof.slice(0, -2), "0x"] as Hex[]) {
      assert.throws(() => verifyAmendment({ ...valid, proof }), withCode("HEX_LENGTH"));
      assert.equal(await refusal(CONTRACT, onChain({ ...valid, proof })), "AmendmentVerifierInvalidProof");
    }
  });

  it("stays within its gas, and estimates tell the truth", async () => {
    const gas = await verifiers.executionGas(CONTRACT, address, "requireAmendment", argumentsOf(valid));
    assert.ok(gas <= GOAL_GAS, `${gas} gas`);
  });

  it("chains proofs for more than four changes", async () => {
    const steps = await stepsOf(bundle("final"), bundle("amended"));
    assert.deepEqual(
      steps.map(({ slots }) => slots.filter(({ enabled }) => enabled).length),
      [4, 1],
    );
    for (const step of steps) {
      const { oldRoot, newRoot } = step;
      const proof = await proveAmendment({ step, policyRoot: policy.root, context, prover });
      await accepted({ oldRoot, newRoot, policyRoot: policy.root, context, proof });
    }
    assert.equal(steps[0]?.newRoot, steps[1]?.oldRoot);
  });

  it("proves what is removed and what is new", async () => {
    const [step] = await stepsOf(observation({ note: undefined }), observation({ valueQuantity: undefined }));
    assert.ok(step !== undefined);
    const used = step.slots.filter(({ enabled }) => enabled);
    assert.equal(used.length, 2);
    assert.ok(used.some(({ isNew, newBody }) => isNew && newBody !== 0n));
    assert.ok(used.some(({ isNew, newBody }) => !isNew && newBody === 0n));
    const proof = await proveAmendment({ step, policyRoot: policy.root, context, prover });
    await accepted({ oldRoot: step.oldRoot, newRoot: step.newRoot, policyRoot: policy.root, context, proof });
  });

  it("cannot be proven outside the policy, under the empty one, or for a fifth section", async () => {
    const refuses = async (step: AmendmentStep, policyRoot: Hex, code = "CIRCUIT_REFUSES") =>
      await assert.rejects(proveAmendment({ step, policyRoot, context, prover }), withCode(code));
    const step = await aStep();
    const other = await fieldPolicy(["Observation.code"]);
    const empty = await fieldPolicy([]);
    await refuses(step, other.root);
    await refuses(step, empty.root);
    // With the other policy's own paths the class of the section is still not in it.
    const [first, ...unused] = step.slots;
    assert.ok(first !== undefined);
    const allowed = other.pathOf("Observation.code");
    assert.ok(allowed !== null);
    const forged: AmendmentSlot = { ...first, policyPosition: allowed.position, policyPath: allowed.path };
    await refuses({ ...step, slots: [forged, ...unused] }, other.root);
    const five = (await stepsOf(bundle("final"), bundle("amended")))
      .flatMap(({ slots }) => slots)
      .slice(0, 5);
    await refuses({ ...step, slots: five }, policy.root, "CIRCUIT_INPUT_INVALID");
  });
});
