import { z } from "zod";
import { LIMITS } from "../../codec/limits.ts";
import { address, bytes32, cid, hexBytes } from "./primitives.ts";

/** A stored JSON document with the signature beside it: the exact text, so that its hash stays what it was. */
export const signedDocument = z.strictObject({
  document: z.string().max(LIMITS.documentBytes),
  signer: address,
  signature: hexBytes(4096),
});

/** Where a record's sealed file is. */
export const addressReply = z.object({ cid, providers: z.array(bytes32) });

export type RecordAddress = z.infer<typeof addressReply>;
