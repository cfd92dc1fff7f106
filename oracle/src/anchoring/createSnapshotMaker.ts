import { type Signer, sign } from "@medlattice/sdk/eip712";
import {
  type SnapshotPolicy,
  type VouchedSnapshot,
  isSnapshotDue,
  snapshotHeadTyped,
} from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import { closeSnapshot, saltKeyOf } from "./buildSnapshot.ts";
import type { DecidedHead, Heads } from "./heads.ts";
import type { KeptSnapshot, SnapshotTable } from "./snapshotTable.ts";
import type { SnapshotSource } from "./sources.ts";

/** Makes the snapshots of one chain, one after the other (systems.md P2). */
export interface SnapshotMaker {
  /** Does what can be done now. True when there may be more at once. */
  step(): Promise<boolean>;
}

export interface SnapshotMakerOptions {
  readonly source: SnapshotSource;
  readonly orgId: Hex;
  readonly at: { readonly chainId: number; readonly committee: Hex };
  readonly heads: Heads;
  readonly snapshots: SnapshotTable;
  readonly signer: Signer;
  /** What salts are derived from. */
  readonly identity: string;
  readonly policy: SnapshotPolicy;
  /** Has an authority vouch for it; at the authority itself, vouches. */
  readonly vouch: (snapshot: KeptSnapshot, signature: Hex) => Promise<VouchedSnapshot>;
  /** Told of a snapshot that both have signed. */
  readonly announce: (vouched: VouchedSnapshot) => Promise<void>;
  readonly nowSeconds: () => number;
}

/**
 * A snapshot is on disk with its accounts and what its salts come from before anybody hears of it, and there is one at a time: the next one
 * is made when the committee has decided on this one. So whatever dies in between, the step is done again with the same bytes.
 */
export function createSnapshotMaker(options: SnapshotMakerOptions): SnapshotMaker {
  const { source, heads, snapshots, nowSeconds } = options;
  const { chainId } = source;

  function isDue(block: number, last: DecidedHead): boolean {
    if (block <= last.blockNumber) return false;
    const seen = heads.table.lastDecided(chainId)?.seen ?? 0;
    const { seconds } = options.policy;
    // A clock that was set back makes nobody wait for it.
    const time = nowSeconds() < seen ? seen + seconds : nowSeconds();
    const before = { ...source.totals(last.blockNumber), time: seen };
    return isSnapshotDue(before, { ...source.totals(block), time }, options.policy);
  }

  /** The one that is made and not decided; what the chain has taken back since is made anew. */
  function openAfter(last: DecidedHead): KeptSnapshot | undefined {
    const open = snapshots.find(chainId, last.sequence + 1);
    if (open === undefined) return undefined;
    const { blockNumber, blockHash, previous } = open.head.chain;
    if (previous === last.root && source.blockHash(blockNumber) === blockHash) return open;
    snapshots.remove(chainId, last.sequence + 1);
    const head = heads.table.find(chainId, last.sequence + 1, open.head.root);
    if (head !== undefined) heads.table.remove(head);
    return undefined;
  }

  async function make(block: number, last: DecidedHead): Promise<KeptSnapshot> {
    const content = await source.content(block, last);
    const saltKey = saltKeyOf(options.identity, chainId, content.chain.sequence);
    const made = closeSnapshot(options.orgId, content, saltKey);
    snapshots.put(made, nowSeconds());
    return made;
  }

  return {
    async step() {
      await heads.refresh();
      const block = await source.collect();
      const last = heads.last(chainId);
      let open = openAfter(last);
      if (open === undefined) {
        if (!isDue(block, last)) return false;
        open = await make(block, last);
      }
      const { head } = open;
      if (heads.table.find(chainId, head.chain.sequence, head.root) !== undefined) return false;
      const signature = await sign(options.signer, snapshotHeadTyped(options.at, head));
      const vouched = await options.vouch(open, signature);
      await heads.take(vouched);
      await options.announce(vouched);
      return true;
    },
  };
}
