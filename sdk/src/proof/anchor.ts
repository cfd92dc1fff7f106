import { encodeAbiParameters } from "viem";
import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  chainIdSchema,
  fromHex,
  hexOf,
  type Hex,
  keccak256,
  toHex,
} from "../codec/index.ts";
import { merkleProof, merkleRoot } from "../crypto/merkle/index.ts";
import {
  contractDomain,
  digestOf,
  hashOf,
  type MessageOf,
  recoverEoaSigner,
  type SignerRecovery,
  typed,
} from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";

const DOMAIN = "medlattice/anchored-snapshot/v1";
const SIGNATURE_BYTES = 65;
/** `AnchorRegistry` takes no more stations. */
const MOST_STATIONS = 101;

/** A snapshot's root among those that one anchor puts on a public chain. */
export interface AnchoredSnapshot {
  readonly chainId: number;
  readonly sequence: number;
  readonly root: Hex;
}

/** An anchor as `AnchorRegistry` took it, with the signatures it asked for (P1, P2). */
export const anchorSchema = z.strictObject({
  /** Of the public chain. */
  chainId: chainIdSchema,
  registry: addressSchema,
  network: bytes32Schema,
  sequence: z.int().min(1),
  previous: bytes32Schema,
  root: bytes32Schema,
  /** Of distinct stations. */
  signatures: z.array(hexOf(SIGNATURE_BYTES)).min(1).max(MOST_STATIONS),
});

export type Anchor = z.infer<typeof anchorSchema>;

/** Leaf of a snapshot under an anchor, hashed twice so that no leaf is an inner node. */
export function anchoredLeaf({ chainId, sequence, root }: AnchoredSnapshot): Hex {
  const types = ["string", "uint256", "uint64", "bytes32"].map((type) => ({ type }));
  const encoded = encodeAbiParameters(types, [DOMAIN, BigInt(chainId), BigInt(sequence), root]);
  return toHex(keccak256(keccak256(fromHex(encoded))));
}

/**
 * Puts the newest snapshots of several chains under one root, by ascending chain.
 * @throws InvalidInputError `ANCHOR_INVALID` with no snapshot, or two of one chain
 */
export function anchorSnapshots(snapshots: readonly AnchoredSnapshot[]): {
  readonly root: Hex;
  pathOf(chainId: number): readonly Hex[];
} {
  const sorted = snapshots.toSorted((a, b) => a.chainId - b.chainId);
  const chains = new Set(sorted.map(({ chainId }) => chainId));
  if (sorted.length === 0 || chains.size < sorted.length) {
    throw new InvalidInputError(
      "ANCHOR_INVALID",
      "An anchor has one snapshot of each chain, of at least one.",
    );
  }
  const leaves = sorted.map(anchoredLeaf);
  return {
    root: merkleRoot(leaves),
    pathOf(chainId) {
      const index = sorted.findIndex((each) => each.chainId === chainId);
      return merkleProof({ leaves, index });
    },
  };
}

/** What stations sign. */
export function anchorTyped(anchor: Omit<Anchor, "signatures">) {
  const domain = contractDomain({
    contract: "AnchorRegistry",
    chainId: anchor.chainId,
    address: anchor.registry,
  });
  return typed("Anchor", domain, messageOf(anchor));
}

/** `hashStruct(Anchor)`, which the next anchor names as previous. */
export function anchorHashOf(anchor: Omit<Anchor, "signatures">): Hex {
  return hashOf("Anchor", messageOf(anchor));
}

/** What stations have signed an anchor with, by their lower-case accounts; others' signatures do not count. */
export async function stationsThatSigned(
  anchor: Anchor,
  stations: readonly Hex[],
  recoverSigner: SignerRecovery = recoverEoaSigner,
): Promise<ReadonlyMap<Hex, Hex>> {
  const digest = digestOf(anchorTyped(anchor));
  const signed = new Map<Hex, Hex>();
  for (const signature of anchor.signatures) {
    const account = await recoverSigner(digest, signature);
    if (account !== null && stations.includes(account)) signed.set(account, signature);
  }
  return signed;
}

function messageOf({ network, sequence, previous, root }: Omit<Anchor, "signatures">): MessageOf<"Anchor"> {
  return { network, sequence: BigInt(sequence), previous, root };
}
