export { type CheckedRecord, checkKeptRecords, type CheckOptions } from "./checkKept.ts";
export { type KeepOptions, type KeepProblem, keepOwnRecords, type KeptOutcome } from "./keepOwnRecords.ts";
export {
  type KeptItem,
  type KeptRecord,
  type KeptRecords,
  keptRecordsSchema,
  readKeptRecords,
  writeKeptRecords,
} from "./keptRecords.ts";
export { ownItems } from "./ownItems.ts";
export { type RootSource, rootsFromNodes, rootsOf } from "./roots.ts";
