import { bytes32 } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import { z } from "zod";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { JobQueue } from "../outbox/jobQueue.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";

/** Sees to it that the health authority has every manifest too, so that a hospital that is down locks nobody out. */
export interface ManifestCopies {
  schedule(manifestHash: Hex): void;
}

const JOB = "copy-manifest";
const jobSchema = z.strictObject({ manifestHash: bytes32, orgId: bytes32 });

export function createManifestCopies(options: {
  readonly manifests: ManifestTable;
  readonly jobs: JobQueue;
  readonly peers: PeerClient | undefined;
}): ManifestCopies {
  const { manifests, jobs, peers } = options;
  const authorities = (peers?.peers ?? []).filter(({ isAuthority }) => isAuthority);

  jobs.handle(JOB, async (payload) => {
    const { manifestHash, orgId } = jobSchema.parse(JSON.parse(payload));
    const manifest = manifests.find(manifestHash);
    if (peers === undefined || manifest === undefined) return;
    const json = manifest.signed;
    await peers.json(
      orgId,
      { method: "PUT", path: `/peer/v1/manifests/${manifestHash}`, json },
      z.undefined(),
    );
  });

  return {
    schedule(manifestHash) {
      for (const { orgId } of authorities) {
        jobs.add(JOB, `${manifestHash}:${orgId}`, JSON.stringify({ manifestHash, orgId }));
      }
    },
  };
}
