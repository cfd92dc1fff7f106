export { createChain, journalPath } from "./createChain.ts";
export type { Chain, ChainDependencies } from "./createChain.ts";
export { parseChainConfig, readChainConfig } from "./config.ts";
export type { ChainConfig, ChainConfigInput } from "./config.ts";
export type { ChainHealth, FollowHealth } from "./health.ts";
export { createJsonLog, silentLog } from "./log.ts";
export type { Log } from "./log.ts";
