import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Store } from "../store/createStore.ts";
import { cidOfData } from "../summaries/dataFile.ts";
import type { PostedBatch } from "../summaries/postedBatches.ts";

/** One block of `unixfs-v1-2025` at most. */
const MOST_BYTES = 1 << 20;

/**
 * The file of a batch: the own copy, else that of the authority that posted it or of a provider. What comes from elsewhere is checked by
 * whoever reads it.
 *
 * @throws UnavailableError `AUDIT_DATA_MISSING` when nobody who can be reached has it
 */
export function createDataFetcher(options: {
  readonly store: Pick<Store, "read" | "stat">;
  readonly peers: Pick<PeerClient, "peers" | "stream"> | undefined;
}): (batch: PostedBatch) => Promise<Uint8Array> {
  const { store, peers } = options;

  const askable = (authority: Hex): readonly Hex[] =>
    (peers?.peers ?? [])
      .filter(({ orgId, isProvider }) => isProvider || orgId === authority)
      .toSorted((a, b) => Number(b.orgId === authority) - Number(a.orgId === authority))
      .map(({ orgId }) => orgId);

  return async ({ sequence, batch }) => {
    try {
      const cid = cidOfData(batch.dataDigest);
      store.stat(cid);
      return await collected(await store.read(cid));
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
    }
    const path = `/peer/v1/summaries/${sequence}/data`;
    for (const orgId of askable(batch.authority)) {
      try {
        const stream = await peers?.stream(orgId, { method: "GET", path });
        if (stream !== undefined) return await collected(stream);
      } catch (error) {
        if (!(error instanceof MedLatticeError)) throw error;
      }
    }
    throw missing(sequence);
  };
}

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLong(): UnavailableError {
  return new UnavailableError("PEER_ANSWER_UNREADABLE", "The file of a batch is longer than it can be.", {
    facts: { limitBytes: MOST_BYTES },
    retryable: false,
  });
}

function missing(sequence: number): UnavailableError {
  return new UnavailableError("AUDIT_DATA_MISSING", "Nobody who can be reached has the file of a batch.", {
    facts: { sequence },
    hints: ["Operator: ask the authority that posted it, or a provider, to put it back."],
  });
}
