import { VOTE_KIND } from "@medlattice/sdk/committee";
import type { SnapshotChain } from "@medlattice/sdk/snapshot";
import { zeroHash } from "viem";
import type { OracleChains } from "../chains/openChains.ts";
import type { Committee, Judge, Judgement } from "../committee/committee.ts";
import type { AccountBook } from "./accountBook.ts";
import { type HeadTable, slotOf } from "./headTable.ts";

const YES: Judgement = { verdict: "yes" };

/**
 * What a station says to a snapshot before it votes: institution and authority have signed it (they had to, or it would not be here), it
 * follows the one that was decided before, and where this station reads that chain, block and log of corrections are those of its own node.
 */
export function judgeSnapshot(options: {
  readonly table: HeadTable;
  readonly committee: Pick<Committee, "decisionOf">;
  readonly chains: OracleChains;
  readonly book: AccountBook;
}): Judge {
  const { table, committee, chains, book } = options;

  async function follows({ chainId, sequence, previous }: SnapshotChain): Promise<boolean> {
    if (sequence === 1) return previous === zeroHash;
    return (await committee.decisionOf(VOTE_KIND.anchor, slotOf(chainId, sequence - 1))) === previous;
  }

  return async ({ slot, payload }) => {
    const found = table.ofSlot(slot, payload);
    if (found === undefined) return later("no signed snapshot has come here for it");
    const { chain } = found.head;
    if (!(await follows(chain))) return later("the snapshot before is not decided, or is another one");
    const reached = chains.get(chain.chainId);
    if (reached === undefined) return YES;
    book.collect(reached.config);
    if (book.block(chain.chainId) < chain.blockNumber) return later("the own node has not come to its block");
    const known = book.blockHash(chain.chainId, chain.blockNumber);
    if (known !== undefined && known !== chain.blockHash) return no("SNAPSHOT_BLOCK_DIFFERS");
    const { root, count } = book.labelRoot(chain.chainId, chain.blockNumber);
    return root === chain.labelRoot && count === chain.labelCount ? YES : no("SNAPSHOT_LABELS_DIFFER");
  };
}

function later(why: string): Judgement {
  return { verdict: "later", why };
}

function no(code: string): Judgement {
  return { verdict: "no", code, why: "the own node of that chain shows another one" };
}
