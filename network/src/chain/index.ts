export { createChain, journalPath } from "./create-chain.ts";
export type { Chain, ChainDependencies } from "./create-chain.ts";
export { parseChainConfig, readChainConfig } from "./config.ts";
export type { ChainConfig, ChainConfigInput } from "./config.ts";
export type { ChainHealth, FollowHealth } from "./health.ts";
export { createJsonLog, silentLog } from "./log.ts";
export type { Log } from "./log.ts";
