import { VerificationError } from "../../errors/index.ts";
import { encodeGt, pairWithBase } from "../bls/gt.ts";
import { decodeG1, mulG1 } from "../bls/points.ts";
import { assertScalar } from "../bls/scalar.ts";
import { openAead } from "../primitives/aead.ts";
import { equalBytes } from "../../codec/index.ts";
import type { Capsule, CapsuleContext } from "./capsule.ts";
import { capsuleContext } from "./capsuleContext.ts";
import { kemKey } from "./kem.ts";
import { derivePublicX } from "./keys.ts";
import { assertCapsuleFits } from "./verifyCapsule.ts";

export interface OpenOwnCapsuleParameters {
  readonly capsule: Capsule;
  /** The scalar the part was sealed under. */
  readonly a: bigint;
  readonly context: CapsuleContext;
}

/**
 * Opens a capsule with the scalar behind its X: `K = e(C1^a, ĝ)`.
 * @throws {VerificationError} `CAPSULE_KEY_MISMATCH` when `a` is not the scalar of the capsule's X,
 *   `CAPSULE_UNOPENABLE` when the wrapped part does not open.
 */
export function openOwnCapsule({ capsule, a, context }: OpenOwnCapsuleParameters): Uint8Array {
  if (!equalBytes(derivePublicX(assertScalar(a, "a")), capsule.x)) {
    throw new VerificationError("CAPSULE_KEY_MISMATCH", "This capsule is sealed under another scalar.", {
      facts: { kind: context.kind, epoch: capsule.epoch },
    });
  }
  const k = encodeGt(pairWithBase(mulG1(decodeG1(capsule.c1, "c1"), a)));
  return openWithSharedKey({ capsule, context, k });
}

/** @internal Opens the wrapped part with K as GT bytes. */
export function openWithSharedKey({
  capsule,
  context,
  k,
}: {
  readonly capsule: Capsule;
  readonly context: CapsuleContext;
  readonly k: Uint8Array;
}): Uint8Array {
  assertCapsuleFits(capsule, context);
  const bound = capsuleContext(context);
  try {
    const key = kemKey({ k, c1: capsule.c1, context: bound });
    return openAead({ key, aad: bound, sealed: capsule.wrapped });
  } catch (cause) {
    throw new VerificationError(
      "CAPSULE_UNOPENABLE",
      "A capsule does not open for this record and version.",
      {
        cause,
        facts: { kind: context.kind },
      },
    );
  }
}
