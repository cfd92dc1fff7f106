import { Readable } from "node:stream";
import { type StoredObjectInfo, cid as cidSchema, objectReply } from "@medlattice/sdk/client";
import type { Logger } from "pino";
import type { Hex } from "viem";
import { z } from "zod";
import type { JobQueue } from "../outbox/jobQueue.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Store } from "./createStore.ts";

/**
 * Sees to it that a second organisation keeps a copy of what is stored here (systems.md M16), and fetches it from there
 * when the own one is damaged.
 */
export interface Replication {
  /**
   * Notes that an object, or what is known of it, wants copying; that happens whenever the other side is there. Called
   * again when a record is linked to the object, so that the other provider learns it too.
   */
  schedule(cid: string): void;
  /** Who keeps an object. */
  describe(cid: string): StoredObjectInfo;
}

export interface ReplicationOptions {
  readonly store: Store;
  readonly jobs: JobQueue;
  readonly peers: PeerClient | undefined;
  readonly orgId: Hex;
  readonly logger: Logger;
}

/** A data trust first: it competes with nobody for patients. */
const COPIES_ELSEWHERE = 1;
const jobSchema = z.strictObject({ cid: cidSchema, orgId: z.templateLiteral(["0x", z.string()]) });

export function createReplication(options: ReplicationOptions): Replication {
  const { store, jobs, peers, orgId } = options;
  const providers = (peers?.peers ?? [])
    .filter(({ isProvider }) => isProvider)
    .toSorted((a, b) => Number(b.kind === "DataTrust") - Number(a.kind === "DataTrust"))
    .slice(0, COPIES_ELSEWHERE);

  jobs.handle("replicate", async (payload) => {
    const job = jobSchema.parse(JSON.parse(payload));
    if (peers === undefined || store.table.find(job.cid) === undefined) return;
    const path = `/peer/v1/objects/${job.cid}`;
    if (!isStored(job.cid, job.orgId)) {
      const stream = Readable.from(await store.read(job.cid), { highWaterMark: 1 });
      await peers.json(job.orgId, { method: "PUT", path, stream }, objectReply);
      store.table.setReplica(job.cid, job.orgId, true);
    }
    const json = { records: store.table.recordsOf(job.cid) };
    if (json.records.length > 0) {
      await peers.json(job.orgId, { method: "POST", path: `${path}/records`, json }, z.undefined());
    }
  });

  jobs.handle("repair", async (cid) => {
    const holders = store.table.replicasOf(cid).filter(({ stored }) => stored);
    for (const { orgId: holder } of holders) {
      const copy = await peers?.stream(holder, { method: "GET", path: `/peer/v1/objects/${cid}` });
      if (copy === undefined) return;
      await store.add(copy, { cid });
      options.logger.info("a damaged file was fetched again");
      return;
    }
  });
  store.onDamaged((cid) => {
    options.logger.error("a file kept here is damaged");
    jobs.add("repair", cid, cid);
  });

  function isStored(cid: string, at: Hex): boolean {
    return store.table.replicasOf(cid).some((replica) => replica.orgId === at && replica.stored);
  }

  return {
    schedule(cid) {
      for (const provider of providers) {
        if (!isStored(cid, provider.orgId)) store.table.setReplica(cid, provider.orgId, false);
        jobs.add("replicate", `${cid}:${provider.orgId}`, JSON.stringify({ cid, orgId: provider.orgId }));
      }
    },
    describe(cid) {
      const { sizeBytes } = store.stat(cid);
      const elsewhere = store.table
        .replicasOf(cid)
        .map(({ orgId: organization, stored }) => ({ organization, stored }));
      return { cid, sizeBytes, providers: [{ organization: orgId, stored: true }, ...elsewhere] };
    },
  };
}
