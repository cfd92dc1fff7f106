import { invert } from "@noble/curves/abstract/modular.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { InvalidInputError } from "../../errors/index.ts";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import { type Element, RISTRETTO_ORDER, framed, hashToGroup, multiply } from "./group.ts";

/** Largest input of the RFC's framing. */
const MAX_INPUT_BYTES = 0xffff;

/** Blind of RFC 9497 §3.3.2: the evaluator sees a uniformly random element, whatever the input. */
export function blindInput(
  input: Uint8Array,
  random?: RandomBytes,
): { readonly blind: bigint; readonly blinded: Element } {
  const blind = randomScalar(random, RISTRETTO_ORDER);
  return { blind, blinded: blindInputWith(input, blind) };
}

/** @internal With the blind given. @throws {InvalidInputError} `OPRF_INPUT_INVALID`. */
export function blindInputWith(input: Uint8Array, blind: bigint): Element {
  if (input.length > MAX_INPUT_BYTES) {
    throw new InvalidInputError("OPRF_INPUT_INVALID", "An input is longer than 65535 bytes.");
  }
  const element = hashToGroup(input);
  if (element.is0()) throw new InvalidInputError("OPRF_INPUT_INVALID", "An input hashes to the identity.");
  return multiply(element, blind);
}

/** The end of Finalize (§3.3.2), after the proofs: 64 bytes `SHA-512(len ‖ input ‖ len ‖ unblinded ‖ "Finalize")`. */
export function finalizeOutput(input: Uint8Array, blind: bigint, evaluated: Element): Uint8Array {
  const unblinded = multiply(evaluated, invert(blind, RISTRETTO_ORDER));
  return sha512(concatBytes(framed(input, unblinded.toBytes()), utf8("Finalize")));
}
