import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, fromHex, utf8 } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { BN254_ORDER, type CurvePoint, multiplyPublic } from "../commitment/bn254.ts";
import { DOMAIN } from "../domains.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { assertIndices, lagrangeAtZero } from "../primitives/shamir.ts";
import { hashToScalar } from "./hashToScalar.ts";
import { type CustodyKey, groupPointOf, notAnOfficer } from "./key.ts";
import { type NonceCommitment, encodeNonceCommitments } from "./nonces.ts";
import { decodePoint32, encodePoint32 } from "./points.ts";
import type { CustodyTask } from "./tasks.ts";

/** What both rounds of one signature are about: the same for everyone who takes part. */
export interface SigningRound {
  readonly key: CustodyKey;
  readonly task: CustodyTask;
  /** Of exactly as many officers as sign. */
  readonly commitments: readonly NonceCommitment[];
}

/** @internal A signer's place in a round. */
export interface RoundMember {
  readonly index: number;
  readonly rho: bigint;
  readonly lambda: bigint;
  /** D + ρ·E. */
  readonly nonce: CurvePoint;
}

/**
 * @internal Everything that follows from round one (RFC 9591 §§4.4, 4.5 and 4.6): binding factors
 * `ρ_i = H(H1 ‖ message ‖ H(all commitments) ‖ i)`, aggregate nonce `R = Σ D_i + ρ_i·E_i`, the factor of x.
 * @throws {InvalidInputError} `SIGNERS_INVALID` unless the signers are distinct officers, as many as the threshold.
 */
export function openRound({ key, task, commitments }: SigningRound): {
  readonly r: CurvePoint;
  readonly challenge: bigint;
  readonly members: readonly RoundMember[];
} {
  const ordered = commitments.toSorted((a, b) => a.index - b.index);
  const indices = assertIndices(ordered.map(({ index }) => index));
  const stranger = indices.find((index) => !key.indices.includes(index));
  if (stranger !== undefined) throw notAnOfficer(stranger);
  if (indices.length !== key.threshold) {
    throw new InvalidInputError("SIGNERS_INVALID", "Exactly as many officers sign as the threshold says.", {
      facts: { signers: indices.length, threshold: key.threshold },
    });
  }
  const group = fromHex(encodePoint32(groupPointOf(key)), 32);
  const message = fromHex(task.message, 32);
  const all = sha512(concatBytes(utf8(DOMAIN.custodyCommitments), ...encodeNonceCommitments(ordered)));
  const lambdas = lagrangeAtZero(indices, BN254_ORDER);
  const members = ordered.map(({ index, hiding, binding }, position) => {
    const rho = hashToScalar(DOMAIN.custodyBinding, group, message, all, bigintToBytes(BigInt(index), 4));
    const bound = multiplyPublic(decodePoint32(binding, "binding"), rho);
    const nonce = decodePoint32(hiding, "hiding").add(bound);
    return { index, rho, lambda: lambdas[position] ?? 0n, nonce };
  });
  const r = members.map(({ nonce }) => nonce).reduce((sum, nonce) => sum.add(nonce));
  return { r, challenge: task.challenge(r), members };
}

/** @internal @throws {InvalidInputError} `NOT_AN_OFFICER` */
export function memberOf(members: readonly RoundMember[], index: number): RoundMember {
  const found = members.find((member) => member.index === index);
  if (found === undefined) throw notAnOfficer(index);
  return found;
}
