import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  type Hex,
  parseStoredJson,
  storeJson,
  type StoredJson,
  utf8,
} from "../codec/index.ts";
import { type CustodyContribution, type CustodySession, MAX_OFFICERS } from "../crypto/index.ts";
import { InvalidInputError } from "../errors/index.ts";

const indexSchema = z.int().min(1).max(MAX_OFFICERS);

/** What the officers agree on before they make a key: who they are and how many of them sign. Its hash names the ceremony. */
export const ceremonySchema = z.strictObject({
  format: z.literal("medlattice/custody-ceremony/v1"),
  organization: bytes32Schema,
  /** The institution's private chain, where its officers are managers. */
  chainId: chainIdSchema,
  threshold: z.int().min(2).max(MAX_OFFICERS),
  /** By personId; an officer's share index is its position from 1. */
  officers: z.array(bytes32Schema).min(2).max(MAX_OFFICERS),
  /** Random, so that the same officers can begin anew. */
  nonce: bytes32Schema,
});
export type Ceremony = z.infer<typeof ceremonySchema>;

/** Step 1, signed: an officer's commitments, and what it is bound to have sent to each other officer. */
export const contributionSchema = z.strictObject({
  format: z.literal("medlattice/custody-contribution/v1"),
  ceremony: bytes32Schema,
  officer: bytes32Schema,
  index: indexSchema,
  commitments: z.array(bytes32Schema).min(2).max(MAX_OFFICERS),
  proof: z.strictObject({ c: bytes32Schema, z: bytes32Schema }),
  /** keccak-256 of the share's document, by officer; its own is not among them. */
  shares: z.array(z.strictObject({ to: indexSchema, hash: bytes32Schema })).max(MAX_OFFICERS),
});
export type Contribution = z.infer<typeof contributionSchema>;

/** A share on its way, sealed to its officer. The salt makes its hash tell nothing to who guesses shares. */
export const shareSchema = z.strictObject({
  format: z.literal("medlattice/custody-share/v1"),
  ceremony: bytes32Schema,
  from: indexSchema,
  to: indexSchema,
  share: bytes32Schema,
  salt: bytes32Schema,
});
export type ShareDocument = z.infer<typeof shareSchema>;

/** Step 2, signed: an officer holds its share of this key and has seen these contributions. */
export const confirmationSchema = z.strictObject({
  format: z.literal("medlattice/custody-confirmation/v1"),
  ceremony: bytes32Schema,
  officer: bytes32Schema,
  index: indexSchema,
  transcript: bytes32Schema,
  /** H1, 32 bytes. */
  h1: bytes32Schema,
});
export type Confirmation = z.infer<typeof confirmationSchema>;

/**
 * Parses a ceremony and names it.
 * @throws InvalidInputError DOCUMENT_* | CEREMONY_INVALID for officers named twice or fewer than sign
 */
export function parseCeremony(document: string): StoredJson<Ceremony> {
  const stored = parseStoredJson(ceremonySchema, utf8(document));
  const { officers, threshold } = stored.value;
  if (new Set(officers).size === officers.length && threshold <= officers.length) return stored;
  throw new InvalidInputError(
    "CEREMONY_INVALID",
    "An officer is named twice, or fewer are named than are to sign.",
    {
      facts: { officers: officers.length, threshold },
    },
  );
}

export function storeCeremony(ceremony: Omit<Ceremony, "format">): StoredJson<Ceremony> {
  const stored = storeJson(ceremonySchema, { format: "medlattice/custody-ceremony/v1", ...ceremony });
  return parseCeremony(new TextDecoder().decode(stored.bytes));
}

/** The ceremony as the cryptography knows it. */
export function sessionOf({ hash, value }: StoredJson<Ceremony>): CustodySession {
  const { threshold, officers } = value;
  return { sessionId: hash, threshold, indices: officers.map((_, position) => position + 1) };
}

/** @throws InvalidInputError NOT_AN_OFFICER */
export function indexOfOfficer({ officers }: Pick<Ceremony, "officers">, personId: Hex): number {
  const position = officers.indexOf(personId);
  if (position >= 0) return position + 1;
  throw new InvalidInputError("NOT_AN_OFFICER", "This person is no officer of this key.");
}

/** A contribution as the cryptography knows it. */
export function contributionOf({ index, commitments, proof }: Contribution): CustodyContribution {
  return { index, commitments, proof: { c: BigInt(proof.c), z: BigInt(proof.z) } };
}
