import { z } from "zod";
import { contractsOf } from "../chain/index.ts";
import type { OracleClient } from "../client/index.ts";
import { bytes32Schema, fromHex, type Hex, toHex, u32be } from "../codec/index.ts";
import {
  BN254_ORDER,
  type CustodyKey,
  type CustodyShare,
  custodyPublicKey,
  encodeCommitmentKey,
  scalarFromBytes64,
} from "../crypto/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { IdentityAt } from "../identity/index.ts";
import { chainById } from "../network/index.ts";
import { type CustodyStore, keepSealed, openSealed } from "./custodyStore.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

/** A manager of an institution who holds a share of its trapdoor, or is about to. */
export interface CustodyOfficer {
  readonly person: Person;
  /** The institution's private chain. */
  readonly chainId: number;
  readonly store: CustodyStore;
}

const heldSchema = z.strictObject({
  format: z.literal("medlattice/custody-key/v1"),
  ceremony: bytes32Schema,
  index: z.int().min(1).max(16),
  share: bytes32Schema,
  threshold: z.int().min(2).max(16),
  indices: z.array(z.int().min(1).max(16)).min(2).max(16),
  commitments: z.array(bytes32Schema).min(2).max(16),
  transcript: bytes32Schema,
});

/** An officer's share of a key, as it has it open. */
export interface HeldShare {
  readonly ceremony: Hex;
  readonly key: CustodyKey;
  readonly share: CustodyShare;
  readonly transcript: Hex;
  /** H1 as it is registered, x ‖ y. */
  readonly h1: Hex;
}

/** @internal */
export function custodyOracle({ person, chainId }: CustodyOfficer): Promise<OracleClient> {
  return person.oracle(institutionOf(person.network, chainId), chainId);
}

/** @internal Where officers' statements are signed. */
export function officersAt({ person, chainId }: CustodyOfficer): IdentityAt {
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  return { chainId, identityRegistry };
}

/** @internal Keeps the share, sealed under the officer's master key. */
export async function holdShare(officer: CustodyOfficer, held: Omit<HeldShare, "h1">): Promise<void> {
  const { ceremony, transcript, share, key } = held;
  await keepSealed({ store: officer.store, master: officer.person.master }, nameOf(ceremony), heldSchema, {
    format: "medlattice/custody-key/v1",
    ceremony,
    transcript,
    index: share.index,
    share: scalarHex(share.share),
    threshold: key.threshold,
    indices: [...key.indices],
    commitments: [...key.commitments],
  });
}

/**
 * The officer's share of a key.
 * @throws InvalidInputError CUSTODY_SHARE_MISSING when it is not on this device
 */
export async function heldShare({ store, person }: CustodyOfficer, ceremony: Hex): Promise<HeldShare> {
  const name = nameOf(ceremony);
  const bytes = await store.read(name);
  if (bytes === null) {
    throw new InvalidInputError("CUSTODY_SHARE_MISSING", "Your share of this key is not on this device.", {
      hints: ["Use the device on which you took part in making the key."],
    });
  }
  const { index, share, threshold, indices, commitments, transcript } = openSealed(
    person.master,
    name,
    heldSchema,
    bytes,
  );
  const key = { threshold, indices, commitments };
  const h1 = encodeCommitmentKey(custodyPublicKey(key));
  return { ceremony, key, share: { index, share: BigInt(share) }, transcript, h1 };
}

/**
 * @internal The officer's own polynomial: the same whenever the step is repeated, another for every ceremony, because the ceremony's hash
 * enters.
 */
export function ownPolynomial({ person }: CustodyOfficer, ceremony: Hex, threshold: number): bigint[] {
  return Array.from({ length: threshold }, (_, counter) =>
    scalarFromBytes64(
      person.master.derive("medlattice/custody-polynomial/v1", [fromHex(ceremony, 32), u32be(counter)], 64),
      BN254_ORDER,
    ),
  );
}

/** @internal 32 bytes. */
export function scalarHex(value: bigint): Hex {
  return toHex(fromHex(`0x${value.toString(16).padStart(64, "0")}`, 32));
}

function nameOf(ceremony: Hex): string {
  return `share-${ceremony.slice(2, 42)}`;
}
