export { loadConfig, parseConfig } from "./config/loadConfig.ts";
export type { OracleConfig } from "./config/oracleConfig.ts";
export type { OracleConfigInput } from "./config/schema.ts";
export { type CreateOracleOptions, type Oracle, createOracle } from "./createOracle.ts";
