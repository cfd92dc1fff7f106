import { createDigest, iterate, toHex } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { type StoredObjectInfo, type UploadInfo, objectReply, uploadReply } from "../schema/objects.ts";
import type { Transport } from "../transport.ts";
import { createPatience } from "./patience.ts";

export interface TransferOptions {
  /** Told after each part, with bytes done and bytes in all. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface UploadOptions extends TransferOptions {
  /** How long to wait for an oracle that does not answer before giving up; an answer starts it anew. Recommended: 60 000. */
  readonly patienceMs?: number | undefined;
}

/** Sent in one request up to this size, in parts above it: parts cost three requests and a second copy on the oracle's disk. */
const SINGLE_REQUEST_BYTES = 4 << 20;

/**
 * Uploads a sealed file. Large ones go in parts, each signed by itself. A connection that breaks, an oracle that restarts and a client
 * that restarts cost at most one part: the oracle finds the upload again by size and digest and says where to go on. Memory
 * stays flat: one part at a time is read.
 */
export async function upload(
  transport: Transport,
  content: Blob,
  options: UploadOptions = {},
): Promise<StoredObjectInfo> {
  const { signal, onProgress } = options;
  const patience = createPatience(options);
  if (content.size <= SINGLE_REQUEST_BYTES) {
    const bytes = await bytesOf(content);
    const request = { method: "POST", path: "/v1/objects", bytes, signal } as const;
    const info = await patience.outlast(() => transport.json(request, objectReply));
    onProgress?.(content.size, content.size);
    return info;
  }
  const json = { sizeBytes: content.size, sha256: await sha256Of(content) };
  // Asked anew after each break: what had arrived, and whether the oracle still knows of it, only the oracle can say.
  return patience.outlast(async () => {
    const begin = { method: "POST", path: "/v1/uploads", json, signal } as const;
    const begun = await transport.json(begin, uploadReply);
    let { receivedBytes } = begun;
    onProgress?.(receivedBytes, content.size);
    while (receivedBytes < content.size) {
      receivedBytes = await sendPart(transport, begun, content, receivedBytes, signal);
      patience.renew();
      onProgress?.(receivedBytes, content.size);
    }
    const path = `/v1/uploads/${begun.uploadId}/object`;
    return transport.json({ method: "POST", path, signal }, objectReply);
  });
}

async function sha256Of(content: Blob): Promise<string> {
  const digest = createDigest();
  for await (const chunk of iterate(content.stream())) digest.update(chunk);
  return toHex(digest.digest()).slice(2);
}

/** Sends one part; gives where to go on, which the oracle knows best. */
async function sendPart(
  transport: Transport,
  { uploadId, partBytes }: UploadInfo,
  content: Blob,
  offset: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const bytes = await bytesOf(content.slice(offset, offset + partBytes));
  const path = `/v1/uploads/${uploadId}?offset=${offset}`;
  try {
    return (await transport.json({ method: "PUT", path, bytes, signal }, uploadReply)).receivedBytes;
  } catch (error) {
    // The part had arrived and only the answer was lost, or another of one's own devices sends the same file.
    const received = error instanceof InvalidInputError ? error.facts["receivedBytes"] : undefined;
    if (typeof received === "number" && received !== offset) return received;
    throw error;
  }
}

async function bytesOf(content: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await content.arrayBuffer());
}
