export {
  BATCH_SECTIONS,
  batchHashOf,
  batchMessage,
  itemPath,
  type ItemPath,
  itemPathSchema,
  makeBatch,
  sectionsRootOf,
  type SummaryBatch,
  summaryBatchSchema,
  verifyItemPath,
} from "./batch.ts";
export { type BatchData, buildBatchData, readBatchData, type SectionItems } from "./data.ts";
export { ITEM_KIND, itemLeaf, type SummaryItem, summaryItemSchema } from "./item.ts";
export {
  blindPseudonym,
  type BlindedPseudonym,
  blindStranger,
  type ItemName,
  recognizePseudonym,
} from "./pseudonym.ts";
export {
  EMPTY_SECTIONS,
  headAfter,
  makeSection,
  requireItemsOf,
  type SectionHead,
  sectionHashOf,
  sectionMessage,
  type SummarySection,
  summarySectionSchema,
} from "./section.ts";
export { BATCH_SLIPS, SLIP_ITEMS, slipHash, slipsOf } from "./slips.ts";
