export { consentCalls, type ContractCall, identityCalls, recordCalls, usageCalls } from "./calls.ts";
export { type ChainReader, contractsOf, createChainReader } from "./reader.ts";
