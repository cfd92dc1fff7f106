import { concatBytes, framed, u32be, utf8 } from "@medlattice/sdk/codec";
import { hkdfSha256 } from "@medlattice/sdk/crypto";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { SnapshotAccount, SnapshotChain } from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import type { AccountBook } from "./accountBook.ts";
import type { DecidedHead } from "./heads.ts";
import { type KeptSnapshot, snapshotOf } from "./snapshotTable.ts";

const KEY = utf8("medlattice/snapshot-key/v1");

/** A chain and its accounts at one block, before there is a tree over them. */
export interface ChainContent {
  readonly chain: SnapshotChain;
  readonly accounts: readonly SnapshotAccount[];
}

/**
 * The key that one snapshot's salts come from, of the organisation's storage key. It may be shown to the authority, which learns no salt
 * of any other snapshot by it; it is kept with the snapshot, so a storage key can be replaced.
 */
export function saltKeyOf(storageIdentity: string, chainId: number, sequence: number): Uint8Array {
  const place = concatBytes(u32be(chainId), u32be(sequence));
  return hkdfSha256({
    ikm: utf8(storageIdentity),
    salt: new Uint8Array(),
    info: framed(KEY, place),
    lengthBytes: 32,
  });
}

/**
 * What a private chain has to say at a block, from the own index: whoever reads the same chain gives the same.
 * @param balances of a chain that has tokens; a private chain has none
 * @throws UnavailableError SNAPSHOT_NODE_BEHIND: the index has not come to that block
 */
export function chainContent(
  book: AccountBook,
  at: { readonly chainId: number; readonly blockNumber: number },
  last: DecidedHead,
  balances: ReadonlyMap<Hex, number> = new Map(),
): ChainContent {
  const { chainId, blockNumber } = at;
  const blockHash = book.blockHash(chainId, blockNumber);
  if (book.block(chainId) < blockNumber || blockHash === undefined) throw behind(chainId, blockNumber);
  const { root, count } = book.labelRoot(chainId, blockNumber);
  return {
    chain: {
      chainId,
      sequence: last.sequence + 1,
      blockNumber,
      blockHash,
      labelRoot: root,
      labelCount: count,
      previous: last.root,
    },
    accounts: book.accounts(chainId, blockNumber).map(({ personId, height, dataRoot }) => ({
      personId,
      balance: balances.get(personId) ?? 0,
      height,
      dataRoot,
    })),
  };
}

/** Puts the accounts under a root. */
export function closeSnapshot(
  organization: Hex,
  { chain, accounts }: ChainContent,
  saltKey: Uint8Array,
): KeptSnapshot & { readonly chainPath: readonly Hex[] } {
  const draft = { head: { organization, chain, root: chain.blockHash }, accounts, saltKey };
  const { root, chainPath } = snapshotOf(draft);
  return { head: { organization, chain, root }, accounts, saltKey, chainPath };
}

function behind(chainId: number, block: number): UnavailableError {
  return new UnavailableError("SNAPSHOT_NODE_BEHIND", "The node has not come to the snapshot's block.", {
    facts: { chainId, block },
    hints: ["It is handed in again by itself."],
  });
}
