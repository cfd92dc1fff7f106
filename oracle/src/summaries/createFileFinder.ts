import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { batchHashOf, readBatchData, type SummaryBatch } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Store } from "../store/createStore.ts";
import { cidOfData } from "./dataFile.ts";
import type { FileBody } from "./messages.ts";

/** One block of UnixFS: more than 1280 items are as JSON. */
const MOST_BYTES = 1 << 20;

/** Finds the file of a batch: here, or at an authority. Only the one that the batch names is given. */
export function createFileFinder(
  store: Pick<Store, "read" | "stat">,
  peers: PeerClient | undefined,
): (batch: SummaryBatch) => Promise<Uint8Array> {
  const authorities = (peers?.peers ?? []).filter(({ isAuthority }) => isAuthority);

  async function here({ dataDigest }: SummaryBatch): Promise<AsyncIterable<Uint8Array>> {
    const cid = cidOfData(dataDigest);
    store.stat(cid);
    return store.read(cid);
  }

  async function there(
    peer: PeerClient,
    authority: Hex,
    batch: SummaryBatch,
  ): Promise<AsyncIterable<Uint8Array>> {
    const json: FileBody = { batchHash: batchHashOf(batch), dataDigest: batch.dataDigest };
    return peer.stream(authority, { method: "POST", path: "/peer/v1/summaries/files", json });
  }

  return async (batch) => {
    const sources = [
      async () => here(batch),
      ...authorities.flatMap(({ orgId }) =>
        peers === undefined ? [] : [async () => there(peers, orgId, batch)],
      ),
    ];
    let failure: unknown;
    for (const open of sources) {
      try {
        const bytes = await collect(await open());
        readBatchData(batch, bytes);
        return bytes;
      } catch (error) {
        if (!(error instanceof MedLatticeError)) throw error;
        failure = error;
      }
    }
    throw failure;
  };
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
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
  return new UnavailableError("SUMMARY_DATA_TOO_LONG", "The file of a batch is longer than any can be.", {
    facts: { limitBytes: MOST_BYTES },
    retryable: false,
  });
}
