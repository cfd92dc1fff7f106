import { VOTE_KIND } from "@medlattice/sdk/committee";
import { requireSignature } from "@medlattice/sdk/eip712";
import { PermissionError } from "@medlattice/sdk/errors";
import type { NetworkDescription } from "@medlattice/sdk/network";
import {
  requireChainPath,
  type SnapshotHead,
  type VouchedSnapshot,
  snapshotHeadTyped,
} from "@medlattice/sdk/snapshot";
import { type Hex, zeroHash } from "viem";
import type { Committee } from "../committee/committee.ts";
import { checkAccountSignature } from "../keys/checkAccountSignature.ts";
import { type HeadTable, type KeptHead, slotOf } from "./headTable.ts";

/** Where a chain's snapshots are, as the committee has decided. */
export interface DecidedHead {
  readonly sequence: number;
  readonly root: Hex;
  readonly blockNumber: number;
}

/** What is signed for and what is decided: the chain of each chain's snapshots. */
export interface Heads {
  readonly table: HeadTable;
  /** Asks the committee what it has decided meanwhile. @throws UnavailableError CHAIN_UNREACHABLE */
  refresh(): Promise<void>;
  last(chainId: number): DecidedHead;
  isDecided(snapshot: {
    readonly chainId: number;
    readonly sequence: number;
    readonly root: Hex;
  }): Promise<boolean>;
  /**
   * Keeps a head that somebody brought. One that was decided counts by itself; of any other both signatures have to hold.
   * @throws PermissionError SNAPSHOT_CHAIN_NOT_YOURS, VerificationError SIGNATURE_INVALID, SNAPSHOT_PATH_BROKEN
   */
  take(vouched: VouchedSnapshot): Promise<void>;
  requireSigned(head: SnapshotHead, organization: Hex, signature: Hex): Promise<void>;
}

const NONE: DecidedHead = { sequence: 0, root: zeroHash, blockNumber: -1 };

export function createHeads(options: {
  readonly table: HeadTable;
  readonly at: { readonly chainId: number; readonly committee: Hex };
  readonly network: NetworkDescription;
  readonly committee: Pick<Committee, "decisionOf">;
  /** Account of an organisation's oracle on the consortium chain. */
  readonly oracleOf: (organization: Hex) => Hex | undefined;
  readonly nowSeconds: () => number;
}): Heads {
  const { table, at, committee, oracleOf } = options;

  /** An institution speaks for its private chain, a health authority for the consortium's. */
  function requireOwner({ organization, chain: { chainId } }: SnapshotHead): void {
    const owner = options.network.organizations.find(({ orgId }) => orgId === organization);
    const isOwn =
      chainId === at.chainId ? owner?.kind === "HealthAuthority" : owner?.privateChainId === chainId;
    if (!isOwn) throw notYours();
  }

  async function requireSigned(head: SnapshotHead, organization: Hex, signature: Hex): Promise<void> {
    const signer = oracleOf(organization);
    if (signer === undefined) throw notYours();
    await requireSignature({
      data: snapshotHeadTyped(at, head),
      signer,
      signature,
      check: checkAccountSignature,
    });
  }

  async function decide(kept: KeptHead): Promise<void> {
    const decided = await committee.decisionOf(VOTE_KIND.anchor, kept.slot);
    if (decided === kept.head.root) table.decide(kept);
    else if (decided !== null) table.remove(kept);
  }

  return {
    table,
    requireSigned,
    async refresh() {
      await Promise.all(table.undecided().map(decide));
    },
    last(chainId) {
      const kept = table.lastDecided(chainId);
      if (kept === undefined) return NONE;
      const { sequence, blockNumber } = kept.head.chain;
      return { sequence, blockNumber, root: kept.head.root };
    },
    async isDecided({ chainId, sequence, root }) {
      if (table.find(chainId, sequence, root)?.isDecided === true) return true;
      return (await committee.decisionOf(VOTE_KIND.anchor, slotOf(chainId, sequence))) === root;
    },
    async take(vouched) {
      const { head, signature, authority } = vouched;
      const { chainId, sequence } = head.chain;
      if (table.find(chainId, sequence, head.root) !== undefined) return;
      const decided = await committee.decisionOf(VOTE_KIND.anchor, slotOf(chainId, sequence));
      if (decided !== null && decided !== head.root) return;
      requireChainPath(vouched);
      if (decided === null) {
        requireOwner(head);
        requireAuthority(options.network, authority);
        await requireSigned(head, head.organization, signature);
        await requireSigned(head, authority, vouched.vouched);
      }
      table.put(vouched, options.nowSeconds());
      const kept = table.find(chainId, sequence, head.root);
      if (kept !== undefined && decided !== null) table.decide(kept);
    },
  };
}

function requireAuthority({ organizations }: NetworkDescription, authority: Hex): void {
  if (organizations.some(({ orgId, kind }) => orgId === authority && kind === "HealthAuthority")) return;
  throw notYours();
}

function notYours(): PermissionError {
  return new PermissionError(
    "SNAPSHOT_CHAIN_NOT_YOURS",
    "An institution makes snapshots of its own private chain, and a health authority vouches for them, each with its own oracle's key.",
  );
}
