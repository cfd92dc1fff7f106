import { InvalidInputError } from "../../errors/index.ts";
import { encodeGt, pairWithBase } from "../bls/gt.ts";
import { baseG1, decodeG1, encodePoint, mulG1 } from "../bls/points.ts";
import { modR } from "../bls/scalar.ts";
import { DOMAIN } from "../domains.ts";
import { sealAead } from "../primitives/aead.ts";
import { challenge } from "../primitives/challenge.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import { type Capsule, type CapsuleContext, PART_BYTES } from "./capsule.ts";
import { capsuleContext } from "./capsuleContext.ts";
import { kemKey } from "./kem.ts";

export interface SealPartParameters {
  /** X = g^a, G1, of the scalar to seal under. */
  readonly x: Uint8Array;
  /** 32 bytes, one half of a record's key. */
  readonly part: Uint8Array;
  /** Epoch of the scalar behind `x`, from 0. */
  readonly epoch: number;
  readonly context: CapsuleContext;
  readonly random?: RandomBytes | undefined;
}

/**
 * Encapsulates one part of a record's key to X (Ateniese–Fu–Green–Hohenberger 2005, third attempt, second level) and proves
 * knowledge of the randomness for this context, so that nobody can pass off a copied capsule as his own.
 *
 * `C1 = g^k`, `K = e(X, ĝ)^k = e(X^k, ĝ)`; proof: `R = g^w`, `c = H(C1 ‖ R ‖ context)`, `z = w + c·k`.
 * @throws {InvalidInputError} for a malformed X, part, epoch or context.
 */
export function sealPart({ x, part, epoch, context, random }: SealPartParameters): Capsule {
  if (!(part instanceof Uint8Array) || part.length !== PART_BYTES) {
    throw new InvalidInputError("PART_INVALID", "A part of a record's key is 32 bytes long.");
  }
  if (!Number.isSafeInteger(epoch) || epoch < 0) {
    throw new InvalidInputError("EPOCH_INVALID", "An epoch is a whole number from 0.", {
      facts: { epoch: String(epoch) },
    });
  }
  const bound = capsuleContext(context);
  const k = randomScalar(random);
  const w = randomScalar(random);
  const c1 = encodePoint(baseG1(k));
  const sharedKey = encodeGt(pairWithBase(mulG1(decodeG1(x, "x"), k)));
  const key = kemKey({ k: sharedKey, c1, context: bound });
  const c = challenge(DOMAIN.capsuleProof, c1, encodePoint(baseG1(w)), bound);
  return {
    kind: context.kind,
    epoch,
    x: Uint8Array.from(x),
    c1,
    wrapped: sealAead({ key, aad: bound, plaintext: part }),
    sender: context.sender,
    pok: { c, z: modR(w + c * k) },
  };
}
