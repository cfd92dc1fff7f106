import { VerificationError } from "../../errors/index.ts";
import { addG1, baseG1, decodeG1, encodePoint, mulG1 } from "../bls/points.ts";
import { assertProofScalar } from "../bls/scalar.ts";
import { DOMAIN } from "../domains.ts";
import { challenge } from "../primitives/challenge.ts";
import type { Capsule, CapsuleContext } from "./capsule.ts";
import { capsuleContext } from "./capsuleContext.ts";

export interface VerifyCapsuleParameters {
  readonly capsule: Capsule;
  /** What the verifier knows the capsule must be bound to, never what the capsule says of itself. */
  readonly context: CapsuleContext;
}

/**
 * Checks that whoever made the capsule knew its randomness and made it for this context: `R' = g^z·C1^(−c)`, `c = H(C1 ‖ R' ‖ context)`.
 * @throws {VerificationError} `CAPSULE_MISMATCH` when kind or sender differ, `CAPSULE_PROOF_INVALID` when the proof fails.
 * @throws {InvalidInputError} for malformed points or scalars.
 */
export function verifyCapsule({ capsule, context }: VerifyCapsuleParameters): void {
  assertCapsuleFits(capsule, context);
  decodeG1(capsule.x, "x");
  const c1 = decodeG1(capsule.c1, "c1");
  const c = assertProofScalar(capsule.pok.c, "pok.c");
  const z = assertProofScalar(capsule.pok.z, "pok.z");
  const r = addG1(baseG1(z), mulG1(c1, -c));
  if (challenge(DOMAIN.capsuleProof, capsule.c1, encodePoint(r), capsuleContext(context)) !== c) {
    throw new VerificationError(
      "CAPSULE_PROOF_INVALID",
      "A capsule's proof does not hold for this record, version and sender.",
      { hints: ["The capsule may be a copy from another record."], facts: { kind: context.kind } },
    );
  }
}

/** @internal A capsule says its kind and sender itself; they must be those of the context. */
export function assertCapsuleFits(capsule: Capsule, context: CapsuleContext): void {
  if (capsule.kind !== context.kind || capsule.sender.toLowerCase() !== context.sender.toLowerCase()) {
    throw new VerificationError("CAPSULE_MISMATCH", "A capsule is of another kind or sender than expected.", {
      facts: { kind: context.kind },
    });
  }
}
