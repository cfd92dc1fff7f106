import { encodeAbiParameters, keccak256 } from "viem/utils";
import type { Hex } from "../codec/index.ts";
import { fromHex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import type { AmendmentStep } from "../fields/types.ts";
import type { InputValue, Signals } from "./circuit.ts";
import { boundedCorrection } from "./generated/bounded-correction.ts";
import { proofHolds } from "./proofHolds.ts";
import type { Prover, ProveOptions } from "./prover.ts";

export interface AmendmentContextParameters {
  readonly chainId: bigint;
  /** Address of `RecordCorrection`. */
  readonly recordCorrection: Hex;
  /** hashStruct(Correction). */
  readonly correctionHash: Hex;
}

/** What an amendment's proof is made for: `keccak256(abi.encode("medlattice/amendment/v1", chainId, recordCorrection, correctionHash)) >> 8`. */
export function amendmentContext({
  chainId,
  recordCorrection,
  correctionHash,
}: AmendmentContextParameters): bigint {
  const types = ["string", "uint256", "address", "bytes32"].map((type) => ({ type }));
  const values = ["medlattice/amendment/v1", chainId, recordCorrection, correctionHash];
  return BigInt(keccak256(encodeAbiParameters(types, values))) >> 8n;
}

export interface ProveAmendmentParameters {
  /** From amendmentWitness of sdk/fields. */
  readonly step: AmendmentStep;
  readonly policyRoot: Hex;
  /** From amendmentContext. */
  readonly context: bigint;
  readonly prover: Prover;
  readonly signal?: AbortSignal | undefined;
  readonly onLoading?: ProveOptions["onLoading"];
}

/**
 * Proves that two field trees differ in at most four sections of classes that the policy allows (DESIGN.md rule 12). Seconds. The prover
 * learns the hashes of the changed sections, not their content.
 * @throws {InvalidInputError} `CIRCUIT_REFUSES` if they differ elsewhere, or in a class outside the policy.
 * @throws {MedLatticeError} as Prover.prove.
 */
export async function proveAmendment(parameters: ProveAmendmentParameters): Promise<Hex> {
  const { step, policyRoot, context, prover, signal, onLoading } = parameters;
  const { slots } = step;
  const bit = (value: boolean) => (value ? 1n : 0n);
  const inputs: Readonly<Record<string, InputValue>> = {
    ...amendmentSignals({ oldRoot: step.oldRoot, newRoot: step.newRoot, policyRoot, context }),
    enabled: slots.map((slot) => bit(slot.enabled)),
    isNew: slots.map((slot) => bit(slot.isNew)),
    position: slots.map((slot) => BigInt(slot.position)),
    class: slots.map((slot) => slot.class),
    locator: slots.map((slot) => slot.locator),
    oldBody: slots.map((slot) => slot.oldBody),
    newBody: slots.map((slot) => slot.newBody),
    path: slots.map((slot) => slot.path),
    policyPosition: slots.map((slot) => BigInt(slot.policyPosition)),
    policyPath: slots.map((slot) => slot.policyPath),
  };
  return (await prover.prove(boundedCorrection, inputs, { signal, onLoading })).proof;
}

export interface VerifyAmendmentParameters {
  readonly oldRoot: Hex;
  readonly newRoot: Hex;
  readonly policyRoot: Hex;
  readonly context: bigint;
  /** 256 bytes. */
  readonly proof: Hex;
}

/**
 * Checks a bounded-correction proof. Some 40 ms; needs no files.
 * @throws {VerificationError} `AMENDMENT_INVALID`.
 * @throws {InvalidInputError} for malformed roots or proofs.
 */
export function verifyAmendment({ proof, ...statement }: VerifyAmendmentParameters): void {
  if (proofHolds(boundedCorrection, amendmentSignals(statement), proof)) return;
  throw new VerificationError(
    "AMENDMENT_INVALID",
    "The proof that only allowed sections were changed does not hold.",
  );
}

type AmendmentSignal = "oldRoot" | "newRoot" | "policyRoot" | "context";

function amendmentSignals(statement: Omit<VerifyAmendmentParameters, "proof">): Signals<AmendmentSignal> {
  const element = (root: Hex) => {
    fromHex(root, 32);
    return BigInt(root);
  };
  return {
    oldRoot: element(statement.oldRoot),
    newRoot: element(statement.newRoot),
    policyRoot: element(statement.policyRoot),
    context: statement.context,
  };
}
