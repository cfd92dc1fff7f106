export { consentCalls, type ContractCall, identityCalls, recordCalls, usageCalls } from "./calls.ts";
export {
  type ConsentArgument,
  type CorrectArguments,
  correctionCalls,
  type OpeningArgument,
} from "./correctionCalls.ts";
export { type StateStanding, stateStanding } from "./stateStanding.ts";
export { type PolicyDecision, policyDecisions } from "./policyDecisions.ts";
export { type ChainReader, contractsOf, createChainReader } from "./reader.ts";
