import { type Signer, sign } from "@medlattice/sdk/eip712";
import { fromHex } from "@medlattice/sdk/codec";
import { PermissionError, UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import { type NetworkDescription, organizationById } from "@medlattice/sdk/network";
import { type VouchedSnapshot, snapshotHeadTyped } from "@medlattice/sdk/snapshot";
import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import type { OracleChains } from "../chains/openChains.ts";
import { transaction } from "../database/transaction.ts";
import { unknownChain } from "../relay/createRelay.ts";
import { requireOwnNode } from "../summaries/requireOwnNode.ts";
import type { AccountBook } from "./accountBook.ts";
import { closeSnapshot } from "./buildSnapshot.ts";
import { checkSnapshot } from "./checkSnapshot.ts";
import type { DecidedHead, Heads } from "./heads.ts";
import type { SnapshotBody } from "./snapshotMessages.ts";
import type { KeptSnapshot, SnapshotTable } from "./snapshotTable.ts";
import { privateSource } from "./sources.ts";

/** Where institutions hand their snapshots to an authority, which vouches for what its own node of their chains shows (rules 17, 19). */
export interface SnapshotIntake {
  /**
   * @throws PermissionError SNAPSHOT_CHAIN_NOT_YOURS; VerificationError with the first difference (`checkSnapshot`), SNAPSHOT_ROOT_DIFFERS,
   *   SNAPSHOT_OTHER_VOUCHED, SIGNATURE_INVALID; UnavailableError SNAPSHOT_NOT_NEXT, SNAPSHOT_NODE_BEHIND, SUMMARY_NODES_DISAGREE
   */
  accept(institution: Hex, body: SnapshotBody): Promise<VouchedSnapshot>;
}

export function createSnapshotIntake(options: {
  readonly orgId: Hex;
  readonly at: { readonly chainId: number; readonly committee: Hex };
  readonly network: NetworkDescription;
  readonly chains: OracleChains;
  readonly database: DatabaseSync;
  readonly book: AccountBook;
  readonly heads: Heads;
  readonly snapshots: SnapshotTable;
  readonly signer: Signer;
  readonly announce: (vouched: VouchedSnapshot) => Promise<void>;
  readonly nowSeconds: () => number;
}): SnapshotIntake {
  const { network, book, heads, snapshots, database } = options;

  /** What was vouched for already under that sequence: the same again, or something that the chain has taken back. */
  function vouchedBefore(chainId: number, sequence: number): VouchedSnapshot | undefined {
    const before = heads.table
      .after(chainId, sequence - 1, 1)
      .find(({ head }) => head.chain.sequence === sequence);
    if (before === undefined) return undefined;
    const { blockNumber, blockHash } = before.head.chain;
    if (book.blockHash(chainId, blockNumber) === blockHash) return before;
    heads.table.remove(before);
    return undefined;
  }

  async function check(kept: KeptSnapshot, last: DecidedHead): Promise<readonly Hex[]> {
    const { chain, root } = kept.head;
    const { chainId, blockNumber } = chain;
    const reached = options.chains.get(chainId);
    if (reached === undefined) throw unknownChain(chainId);
    const source = privateSource(book, reached);
    await source.collect();
    const own = await source.content(blockNumber, last);
    checkSnapshot({ chain, accounts: kept.accounts }, own);
    const made = closeSnapshot(kept.head.organization, own, kept.saltKey);
    if (made.head.root !== root) throw otherRoot(chainId);
    const stretch = { fromBlock: last.blockNumber + 1, toBlock: blockNumber, toBlockHash: chain.blockHash };
    await requireOwnNode(reached, database, stretch);
    return made.chainPath;
  }

  return {
    async accept(institution, { head, signature, accounts, saltKey }) {
      const { chainId, sequence, previous, blockNumber } = head.chain;
      const isOwn = organizationById(network, institution).privateChainId === chainId;
      if (head.organization !== institution || !isOwn) throw notYours();
      await heads.refresh();
      const last = heads.last(chainId);
      if (sequence !== last.sequence + 1 || previous !== last.root || blockNumber <= last.blockNumber) {
        throw notNext(chainId, last.sequence + 1);
      }
      await heads.requireSigned(head, institution, signature);
      const before = vouchedBefore(chainId, sequence);
      if (before !== undefined) {
        if (before.head.root !== head.root) throw otherVouched(chainId, sequence);
        return before;
      }
      const kept = { head, accounts, saltKey: fromHex(saltKey, 32) };
      const chainPath = await check(kept, last);
      const vouched = {
        head,
        signature,
        authority: options.orgId,
        vouched: await sign(options.signer, snapshotHeadTyped(options.at, head)),
        chainPath: [...chainPath],
      };
      transaction(database, () => {
        snapshots.put(kept, options.nowSeconds());
        heads.table.put(vouched, options.nowSeconds());
      });
      await options.announce(vouched);
      return vouched;
    },
  };
}

function notYours(): PermissionError {
  return new PermissionError(
    "SNAPSHOT_CHAIN_NOT_YOURS",
    "An institution hands in snapshots of its own private chain, signed by its own oracle.",
  );
}

function notNext(chainId: number, sequence: number): UnavailableError {
  return new UnavailableError(
    "SNAPSHOT_NOT_NEXT",
    "The snapshot does not follow the last one that the committee has decided on.",
    {
      facts: { chainId, sequence },
      hints: ["One of the two may not have seen the decision yet; it is tried again by itself."],
    },
  );
}

function otherRoot(chainId: number): VerificationError {
  return new VerificationError("SNAPSHOT_ROOT_DIFFERS", "The root is not that of the accounts and salts.", {
    facts: { chainId },
  });
}

function otherVouched(chainId: number, sequence: number): VerificationError {
  return new VerificationError(
    "SNAPSHOT_OTHER_VOUCHED",
    "The authority has vouched for another snapshot of this chain under that sequence.",
    {
      facts: { chainId, sequence },
      hints: [
        "Operator: the institution's data folder may be an older copy; the decision on the other one is waited for.",
      ],
    },
  );
}
