export { concatBytes, equalBytes, framed, u32be, utf8 } from "./bytes.ts";
export { fromBase64Url, toBase64Url } from "./base64url.ts";
export {
  createDigest,
  createHeldBackDigest,
  createPortableDigest,
  createStreamDigest,
  hmacSha256,
  keccak256,
  sha256,
  type Digest,
  type StreamDigest,
} from "./hash.ts";
export { fromHex, isHex, toHex, type Hex } from "./hex.ts";
export { parseStoredJson, storeJson, type StoredJson } from "./json.ts";
export {
  documentBytes,
  signedDocument,
  signedDocumentSchema,
  type SignedDocument,
} from "./signed-document.ts";
export { COUNTS, LIMITS } from "./limits.ts";
export {
  addressSchema,
  ageRecipientSchema,
  bytes32Schema,
  chainIdSchema,
  hexOf,
  hexUpTo,
  labelSchema,
  mediaTypeSchema,
  signatureSchema,
  sizeSchema,
  timestampSchema,
  uint32Schema,
  uint8Schema,
} from "./schemas.ts";
export {
  digestThrough,
  iterate,
  readAllBytes,
  STREAM_CHUNK_BYTES,
  streamOf,
  toByteStream,
  type ByteSource,
} from "./streams.ts";
