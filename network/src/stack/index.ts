export { openStack, type Progress, type Stack, type StackOptions } from "./openStack.ts";
export { sendTransaction } from "./sendTransaction.ts";
export type { DappPlan } from "./startDapp.ts";
export { parseTopology } from "./parseTopology.ts";
export {
  type ChainName,
  type ChainPlan,
  chains,
  DEFAULT_TOPOLOGY,
  type OracleRole,
  type OrganizationKey,
  type OrganizationPlan,
  organizations,
  type Topology,
} from "./topology.ts";
