export { openStack, type Progress, type Stack, type StackOptions } from "./openStack.ts";
export { sendTransaction } from "./sendTransaction.ts";
export type { DappPlan } from "./startDapp.ts";
export { type ChainName, chains, type OrganizationKey, organizations } from "./topology.ts";
