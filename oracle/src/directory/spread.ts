import type { ListingChange } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import { z } from "zod";
import { bytes32, chainId } from "@medlattice/sdk/client";
import type { JobQueue } from "../outbox/jobQueue.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { ListingRow, ListingTable } from "./listingTable.ts";

const KIND = "directory";
const WANTED = "directory-wanted";
const jobSchema = z.object({ peer: bytes32, chainId, personId: bytes32, changedMs: z.int() });

export interface Spread {
  /** Has a listing sent to every other oracle, however long it takes to reach it. */
  publish(row: ListingRow): void;
  /** Sends all listings of this organisation again: to all oracles, or to one that is new or lost its data. */
  publishAll(chainIds: readonly number[], organization: Hex, to?: Hex): void;
  /** Asks every other oracle for all of its listings. */
  askAll(): void;
}

/** Copies listings to the other oracles through the outbox. */
export function createSpread(options: {
  readonly table: ListingTable;
  readonly jobs: JobQueue;
  readonly peers: PeerClient | undefined;
}): Spread {
  const { table, jobs, peers } = options;

  jobs.handle(KIND, async (payload) => {
    const job = jobSchema.parse(JSON.parse(payload));
    const row = table.find(job.chainId, job.personId);
    // A later change has a job of its own.
    if (row === undefined || row.changedMs !== job.changedMs || peers === undefined) return;
    if (!peers.peers.some(({ orgId }) => orgId === job.peer)) return;
    await peers.json(
      job.peer,
      { method: "POST", path: "/peer/v1/directory", json: toChange(row) },
      z.undefined(),
    );
  });

  jobs.handle(WANTED, async (peer) => {
    if (peers === undefined || !peers.peers.some(({ orgId }) => orgId === peer)) return;
    await peers.json(
      bytes32.parse(peer),
      { method: "POST", path: "/peer/v1/directory/copies" },
      z.undefined(),
    );
  });

  function publish({ chainId: chain, personId, changedMs }: ListingRow, to?: Hex): void {
    for (const { orgId } of peers?.peers ?? []) {
      if (to !== undefined && to !== orgId) continue;
      const job = { peer: orgId, chainId: chain, personId, changedMs };
      jobs.add(KIND, `${orgId}:${chain}:${personId}:${changedMs}`, JSON.stringify(job));
    }
  }

  return {
    publish,
    publishAll(chainIds, organization, to) {
      for (const id of chainIds) for (const row of table.ofOrganization(id, organization)) publish(row, to);
    },
    askAll() {
      for (const { orgId } of peers?.peers ?? []) jobs.add(WANTED, orgId, orgId);
    },
  };
}

function toChange(row: ListingRow): ListingChange {
  const { chainId: chain, personId, changedMs, isListed, name, specialty, isNameVerified } = row;
  const updatedAt = Math.floor(changedMs / 1000);
  const { receive, sealing } = row;
  const listing = { name, specialty, isNameVerified, receive, sealing, updatedAt };
  return { chainId: chain, personId, changedMs, listing: isListed ? listing : null };
}
