import type { Hex } from "viem";
import { type StoredObjectInfo, objectReply } from "../schema/objects.ts";
import { download } from "../transfer/download.ts";
import { type TransferOptions, type UploadOptions, upload } from "../transfer/upload.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** Sealed files by CID. */
export interface ObjectMethods {
  put(content: Blob | Uint8Array<ArrayBuffer>, options?: UploadOptions): Promise<StoredObjectInfo>;
  /** @param access id of an access on the session's chain, for readers */
  get(cid: string, options?: TransferOptions & { accessId?: Hex | undefined }): ReadableStream<Uint8Array>;
  info(cid: string, options?: { accessId?: Hex | undefined }): Promise<StoredObjectInfo>;
}

export function objectMethods(transport: Transport): ObjectMethods {
  return {
    put: (content, options) =>
      upload(transport, content instanceof Blob ? content : new Blob([content]), options),
    get: (cid, { accessId, ...options } = {}) =>
      download(transport, `/v1/objects/${cid}${query({ accessId })}`, options),
    info: (cid, { accessId } = {}) =>
      transport.json({ method: "GET", path: `/v1/objects/${cid}/info${query({ accessId })}` }, objectReply),
  };
}
