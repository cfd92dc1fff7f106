import type { PostedSummaries } from "@medlattice/sdk/client";
import { consortiumOf, type NetworkDescription } from "@medlattice/sdk/network";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Person } from "@medlattice/sdk/person";

/** A batch on the consortium's chain. */
export interface BatchView {
  readonly sequence: number;
  /** Unix seconds; null where the chain was not to be asked. */
  readonly postedAt: number | null;
  readonly authority: string;
  readonly slips: number;
  readonly sections: readonly {
    readonly institution: string;
    readonly records: number;
    /** Corrections and erasures. */
    readonly labels: number;
  }[];
  /** Where its file is found. */
  readonly cid: string;
  /** As the chain names it, for the committee's vote. */
  readonly batchHash: string;
}

const NEWEST = 6;

/** The newest batches, newest first. */
export async function newestBatches(
  person: Person,
  chainId: number,
  known: number,
): Promise<readonly BatchView[]> {
  const oracle = await person.oracle(person.organization, chainId);
  const items = await oracle.summaries.list({ after: Math.max(0, known - NEWEST), limit: 2 * NEWEST });
  const times = timesOf(person);
  return await Promise.all(
    items
      .slice(-NEWEST)
      .toReversed()
      .map(async (item) => viewOf(person.network, item, await times(item.block))),
  );
}

function viewOf(
  network: NetworkDescription,
  { sequence, batch, batchHash, sections, cid }: PostedSummaries,
  postedAt: number | null,
): BatchView {
  return {
    sequence,
    postedAt,
    authority: nameOf(network, batch.authority),
    slips: batch.slipCount,
    sections: sections.map(({ institution, records, labels }) => ({
      institution: nameOf(network, institution),
      records,
      labels,
    })),
    cid,
    batchHash,
  };
}

/** When blocks of the consortium's chain were made; they stay as they are, and a chain that is away costs only the times. */
function timesOf(person: Person): (block: number) => Promise<number | null> {
  const reader = person.reader(consortiumOf(person.network).chainId);
  return async (block) => {
    try {
      const { timestamp } = await reader.ask((node) => node.getBlock({ blockNumber: BigInt(block) }));
      return Number(timestamp);
    } catch (error) {
      if (error instanceof MedLatticeError) return null;
      throw error;
    }
  };
}

export function nameOf({ organizations }: NetworkDescription, orgId: string): string {
  return organizations.find((each) => each.orgId === orgId)?.name ?? "–";
}
