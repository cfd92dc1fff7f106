import { encodeAbiParameters } from "viem/utils";
import { InvalidInputError } from "../../errors/index.ts";
import { DOMAIN } from "../domains.ts";
import { fromHex, type Hex, toHex } from "../../codec/index.ts";
import type { RandomBytes } from "../primitives/random.ts";
import { assertIndices, interpolateAtZero } from "../primitives/shamir.ts";
import { partialsFalse, separateLiars, tooFewPartials } from "../threshold/openOptimistically.ts";
import { proveDleq, verifyDleq } from "./dleq.ts";
import { RISTRETTO_ORDER, assertKeyScalar, decodeElement, multiply } from "./group.ts";
import {
  ELEMENT_OPERATIONS,
  type NullifierKey,
  type NullifierKeyShare,
  authorityPublicKey,
} from "./nullifierKey.ts";
import { blindInput, finalizeOutput } from "./voprf.ts";

export interface BlindNullifierParameters {
  /** Canonical form of the real identity, from canonicalRealId. */
  readonly realId: string;
  readonly chainId: bigint;
  readonly registryId: Hex;
  readonly random?: RandomBytes | undefined;
}

/** What the issuer keeps between asking and finishing; it leads back to the real identity and never leaves the issuer. */
export interface BlindedNullifier {
  readonly input: Uint8Array;
  readonly blind: bigint;
  /** What the authorities see, 32 bytes. */
  readonly blinded: Uint8Array;
}

const PARAMETERS = [
  { type: "string" },
  { type: "uint256" },
  { type: "bytes32" },
  { type: "string" },
] as const;

/**
 * The issuer's first step: blinds `abi.encode("medlattice/nullifier/v1", chainId, registryId, realId)`. The blinded element is
 * uniformly random and independent of the identity.
 * @throws {InvalidInputError} `NULLIFIER_INPUT_INVALID`.
 */
export function blindNullifier({
  realId,
  chainId,
  registryId,
  random,
}: BlindNullifierParameters): BlindedNullifier {
  if (realId === "" || realId !== realId.normalize("NFKC") || /\s/u.test(realId)) throw inputError();
  let input: Uint8Array;
  try {
    fromHex(registryId, 32);
    input = fromHex(encodeAbiParameters(PARAMETERS, [DOMAIN.nullifier, chainId, registryId, realId]));
  } catch {
    throw inputError();
  }
  const { blind, blinded } = blindInput(input, random);
  return { input, blind, blinded: blinded.toBytes() };
}

/** One authority's evaluation k_i·blinded with the RFC's proof against k_i·G. */
export interface NullifierEvaluation {
  readonly index: number;
  readonly evaluated: Uint8Array;
  /** 64 bytes. */
  readonly proof: Uint8Array;
}

export interface EvaluateNullifierParameters extends NullifierKeyShare {
  readonly key: NullifierKey;
  readonly blinded: Uint8Array;
  readonly random?: RandomBytes | undefined;
}

/**
 * An authority's step (BlindEvaluate of RFC 9497 §3.3.2 with its share of the key). It learns nothing of the identity.
 * @throws {InvalidInputError} for a malformed element or share.
 */
export function evaluateNullifier(parameters: EvaluateNullifierParameters): NullifierEvaluation {
  const { key, index, random } = parameters;
  const share = assertKeyScalar(parameters.share, "share");
  const blinded = decodeElement(parameters.blinded, "blinded");
  const evaluated = multiply(blinded, share);
  const publicKey = authorityPublicKey(key, index);
  const proof = proveDleq({ publicKey, blinded: [blinded], evaluated: [evaluated] }, share, random);
  return { index, evaluated: evaluated.toBytes(), proof };
}

export interface VerifyNullifierEvaluationParameters {
  readonly key: NullifierKey;
  readonly blinded: Uint8Array;
  readonly evaluation: NullifierEvaluation;
}

/**
 * Checks one authority's evaluation.
 * @throws {VerificationError} `EVALUATION_INVALID`.
 * @throws {InvalidInputError} for malformed elements or scalars.
 */
export function verifyNullifierEvaluation(parameters: VerifyNullifierEvaluationParameters): void {
  const { key, blinded, evaluation } = parameters;
  const statement = {
    publicKey: authorityPublicKey(key, evaluation.index),
    blinded: [decodeElement(blinded, "blinded")],
    evaluated: [decodeElement(evaluation.evaluated, "evaluated")],
  };
  verifyDleq(statement, evaluation.proof);
}

export interface FinalizeNullifierParameters extends BlindedNullifier {
  readonly key: NullifierKey;
  readonly evaluations: readonly NullifierEvaluation[];
}

/**
 * The issuer's last step: verifies every evaluation, combines those of t authorities, unblinds, and hashes as RFC 9497 §3.3.2. The
 * nullifier is the first 32 of the 64 bytes. Whichever t authorities answer, it is the same.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars` when too few honest evaluations are left.
 * @throws {InvalidInputError} `PARTIALS_TOO_FEW`, `INDEX_DUPLICATE` and for malformed input.
 */
export function finalizeNullifier(parameters: FinalizeNullifierParameters): Hex {
  const { key, input, blinded, evaluations } = parameters;
  const blind = assertKeyScalar(parameters.blind, "blind");
  // Wrong input of the caller's own must not make liars of the authorities.
  decodeElement(blinded, "blinded");
  authorityPublicKey(key, 1);
  assertIndices(evaluations.map(({ index }) => index));
  const { honest, liars } = separateLiars(evaluations, (evaluation) =>
    verifyNullifierEvaluation({ key, blinded, evaluation }),
  );
  if (honest.length < key.threshold) {
    throw liars.length > 0 ? partialsFalse(liars) : tooFewPartials(honest.length, key.threshold);
  }
  const values = honest
    .slice(0, key.threshold)
    .map(({ index, evaluated }) => ({ index, element: decodeElement(evaluated, "evaluated") }));
  const combined = interpolateAtZero(values, RISTRETTO_ORDER, ELEMENT_OPERATIONS);
  return toHex(finalizeOutput(input, blind, combined).slice(0, 32));
}

function inputError(): InvalidInputError {
  return new InvalidInputError("NULLIFIER_INPUT_INVALID", "A nullifier's input is not in canonical form.");
}
