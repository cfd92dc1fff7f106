import { z } from "zod";
import { bytes32, cid } from "./primitives.ts";

/** An object a provider holds, and who else does or will. */
export const objectReply = z.object({
  cid,
  sizeBytes: z.int().nonnegative(),
  /** Organisations that keep a copy; `stored` false while it is on its way. */
  providers: z.array(z.object({ organization: bytes32, stored: z.boolean() })),
});

export type StoredObjectInfo = z.infer<typeof objectReply>;

export const uploadBody = z.strictObject({
  sizeBytes: z.int().nonnegative(),
  /** Hex SHA-256 of the whole. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const uploadReply = z.object({
  uploadId: z.uuid(),
  sizeBytes: z.int(),
  receivedBytes: z.int(),
  /** Most a part may hold. */
  partBytes: z.int(),
});

export type UploadInfo = z.infer<typeof uploadReply>;
