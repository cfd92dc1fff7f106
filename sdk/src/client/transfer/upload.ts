import { createDigest, iterate, toHex } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { type StoredObjectInfo, type UploadInfo, objectReply, uploadReply } from "../schema/objects.ts";
import type { Transport } from "../transport.ts";

export interface TransferOptions {
  /** Told after each part, with bytes done and bytes in all. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface UploadOptions extends TransferOptions {
  /** An upload that was broken off, to go on with; from `onBegin`. */
  readonly uploadId?: string | undefined;
  /** Told the id under which the upload can be continued later. */
  readonly onBegin?: ((uploadId: string) => void) | undefined;
}

/** Sent in one request up to this size, in parts above it. */
const SINGLE_REQUEST_BYTES = 1 << 20;

/**
 * Uploads a sealed file. Large ones go in parts, each signed by itself; a part that was lost on the way is sent again, and a
 * broken upload can be continued. Memory stays flat: one part at a time is read.
 */
export async function upload(
  transport: Transport,
  content: Blob,
  options: UploadOptions = {},
): Promise<StoredObjectInfo> {
  if (content.size <= SINGLE_REQUEST_BYTES && options.uploadId === undefined) {
    const bytes = await bytesOf(content);
    const info = await transport.json(
      { method: "POST", path: "/v1/objects", bytes, signal: options.signal },
      objectReply,
    );
    options.onProgress?.(content.size, content.size);
    return info;
  }
  const begun = await begin(transport, content, options);
  let { receivedBytes } = begun;
  options.onProgress?.(receivedBytes, content.size);
  while (receivedBytes < content.size) {
    receivedBytes = await sendPart(transport, begun, content, receivedBytes, options.signal);
    options.onProgress?.(receivedBytes, content.size);
  }
  const path = `/v1/uploads/${begun.uploadId}/object`;
  return transport.json({ method: "POST", path, signal: options.signal }, objectReply);
}

async function begin(transport: Transport, content: Blob, options: UploadOptions): Promise<UploadInfo> {
  const { uploadId, signal } = options;
  if (uploadId !== undefined) {
    return transport.json({ method: "GET", path: `/v1/uploads/${uploadId}`, signal }, uploadReply);
  }
  const digest = createDigest();
  for await (const chunk of iterate(content.stream())) digest.update(chunk);
  const json = { sizeBytes: content.size, sha256: toHex(digest.digest()).slice(2) };
  const begun = await transport.json({ method: "POST", path: "/v1/uploads", json, signal }, uploadReply);
  options.onBegin?.(begun.uploadId);
  return begun;
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
    // The part had arrived, only the answer was lost.
    const received = error instanceof InvalidInputError ? error.facts["receivedBytes"] : undefined;
    if (typeof received === "number" && received > offset) return received;
    throw error;
  }
}

async function bytesOf(content: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await content.arrayBuffer());
}
