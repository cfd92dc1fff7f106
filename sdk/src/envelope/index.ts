export { open, openFileKey, type SealedExpectation } from "./open.ts";
export { newParts, PART_BYTES, type RecordParts } from "./parts.ts";
export { differenceOf, recordRefSchema, STANZA_TYPE, type RecordRef } from "./record-ref.ts";
export { seal, type Sealed, type SealedFacts } from "./seal.ts";
export { recordOfSealed, SEALED_HEAD_BYTES } from "./sealed-record.ts";
export {
  type Identities,
  openMessage,
  sealDocument,
  sealMessage,
  type MessageBody,
} from "./sealed-message.ts";
