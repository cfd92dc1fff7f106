import { z } from "zod";
import { fromHex, hexOf, toHex, type Hex } from "../codec/index.ts";
import { FR_ORDER, randomScalar, scalarFromBytes, scalarToBytes } from "../crypto/index.ts";
import { lagrangeAtZero } from "../crypto/primitives/shamir.ts";
import { dealScalarShares, verifyScalarShare } from "../crypto/threshold/index.ts";
import { openMessage, sealMessage } from "../envelope/index.ts";
import { InvalidInputError, MedLatticeError, VerificationError } from "../errors/index.ts";
import type { MasterKey } from "./master-key.ts";
import { checkSchema, type GuardiansWrap } from "./wrap-schema.ts";
import { newSalt, unwrapUnder, wrapUnder, type WrapSecret } from "./wrap.ts";

/** A guardian's share; names the key it belongs to by its public check value. */
const guardianShareSchema = z.strictObject({
  format: z.literal("medlattice/guardian-share/v1"),
  check: checkSchema,
  index: z.int().min(1).max(255),
  share: hexOf(32),
});

/**
 * Wraps the master key under a random scalar that any `threshold` of the guardians together hold (Feldman 1987). Each share is
 * sealed to its guardian's age recipient; a guardian learns nothing of the key, and a false share is named at recovery.
 *
 * @throws InvalidInputError GUARDIANS_INVALID for a threshold below 2 or above the number of guardians, or a guardian named twice.
 */
export async function wrapForGuardians(
  master: MasterKey,
  options: { readonly threshold: number; readonly recipients: readonly string[] },
): Promise<GuardiansWrap> {
  const { threshold, recipients } = options;
  const isWrong =
    !Number.isInteger(threshold) ||
    threshold < 2 ||
    threshold > recipients.length ||
    recipients.length > 16 ||
    new Set(recipients).size !== recipients.length;
  if (isWrong) {
    throw new InvalidInputError(
      "GUARDIANS_INVALID",
      "Name 2 to 16 different guardians, of whom at least two must agree.",
      {
        facts: { threshold: String(threshold), guardians: recipients.length },
      },
    );
  }
  const secret = randomScalar();
  const deal = dealScalarShares({
    secret,
    threshold,
    indices: recipients.map((_, position) => position + 1),
  });
  const commitments = deal.commitments.map(toHex);
  const core = wrapUnder(master, newSalt(), guardianSecret(secret, commitments));
  const shares: GuardiansWrap["shares"] = [];
  for (const [position, { index, share }] of deal.shares.entries()) {
    const recipient = recipients[position] ?? "";
    const sealed = await sealShare({ check: core.check, index, share, recipient });
    shares.push({ index, recipient, sealed });
  }
  return { kind: "guardians", commitments, shares, ...core };
}

/**
 * What a guardian does when a person asks for help: opens his share, checks it against the wrap's commitments and seals it to
 * the key that the person uses now. The guardian must have made sure who is asking.
 *
 * @throws VerificationError GUARDIAN_SHARE_INVALID when it is not the share that was promised; SEALED_MESSAGE_NOT_FOR_KEY
 */
export async function releaseGuardianShare(options: {
  readonly wrap: GuardiansWrap;
  readonly index: number;
  /** The guardian's age identity. */
  readonly identity: string;
  /** Where the person wants it. */
  readonly recipient: string;
}): Promise<Hex> {
  const { wrap, index, identity, recipient } = options;
  const entry = wrap.shares.find((share) => share.index === index);
  if (entry === undefined) throw shareInvalid(index);
  const share = await openShare(wrap, { sealed: entry.sealed, identity, index });
  return sealShare({ check: wrap.check, index, share: share.share, recipient });
}

/**
 * Puts the master key together from the guardians' released shares.
 *
 * @param released sealed shares with the guardian's index each came from; more than the threshold are welcome.
 * @throws VerificationError GUARDIAN_SHARE_INVALID with `index`; KEY_WRAP_REFUSED
 * @throws InvalidInputError GUARDIAN_SHARES_TOO_FEW
 */
export async function recoverFromGuardians(options: {
  readonly wrap: GuardiansWrap;
  readonly released: readonly { readonly index: number; readonly sealed: Hex }[];
  /** The person's present age identity. */
  readonly identity: string;
}): Promise<MasterKey> {
  const { wrap, released, identity } = options;
  const shares = new Map<number, bigint>();
  for (const { index, sealed } of released)
    shares.set(index, (await openShare(wrap, { sealed, identity, index })).share);
  const threshold = wrap.commitments.length;
  if (shares.size < threshold) {
    throw new InvalidInputError(
      "GUARDIAN_SHARES_TOO_FEW",
      `${threshold} guardians are needed, ${shares.size} have answered.`,
      {
        facts: { threshold, answered: shares.size },
      },
    );
  }
  const chosen = [...shares].slice(0, threshold);
  const lambdas = lagrangeAtZero(
    chosen.map(([index]) => index),
    FR_ORDER,
  );
  const secret = chosen.reduce(
    (sum, [, share], position) => (sum + share * (lambdas[position] ?? 0n)) % FR_ORDER,
    0n,
  );
  return unwrapUnder(wrap, guardianSecret(secret, wrap.commitments));
}

async function openShare(
  wrap: GuardiansWrap,
  { sealed, identity, index }: { readonly sealed: Hex; readonly identity: string; readonly index: number },
): Promise<{ readonly share: bigint }> {
  const { value } = await openMessage({ schema: guardianShareSchema, sealed, identity });
  const [x] = wrap.commitments;
  if (value.index !== index || value.check !== wrap.check || x === undefined) throw shareInvalid(index);
  try {
    const share = scalarFromBytes(fromHex(value.share, 32));
    verifyScalarShare({
      x: fromHex(x),
      threshold: wrap.commitments.length,
      commitments: wrap.commitments.map((commitment) => fromHex(commitment)),
      index,
      share,
    });
    return { share };
  } catch (error) {
    if (error instanceof MedLatticeError) throw shareInvalid(index);
    throw error;
  }
}

function sealShare(share: {
  readonly check: Hex;
  readonly index: number;
  readonly share: bigint;
  readonly recipient: string;
}): Promise<Hex> {
  return sealMessage({
    schema: guardianShareSchema,
    message: {
      format: "medlattice/guardian-share/v1",
      check: share.check,
      index: share.index,
      share: toHex(scalarToBytes(share.share)),
    },
    recipients: [share.recipient],
  });
}

function guardianSecret(secret: bigint, commitments: readonly Hex[]): WrapSecret {
  return {
    kind: "guardians",
    secret: scalarToBytes(secret),
    parameters: commitments.map((commitment) => fromHex(commitment)),
  };
}

function shareInvalid(index: number): VerificationError {
  return new VerificationError(
    "GUARDIAN_SHARE_INVALID",
    `The share of guardian ${index} is not the one that was dealt.`,
    {
      facts: { index },
      hints: ["Leave this guardian out and ask another."],
    },
  );
}
