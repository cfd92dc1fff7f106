import type { ChainConfig } from "../config/oracleConfig.ts";
import { type OracleChain, openChain } from "./openChain.ts";

/** The chains of this oracle by their id. */
export type OracleChains = ReadonlyMap<number, OracleChain>;

export function openChains(configs: readonly ChainConfig[]): OracleChains {
  return new Map(configs.map((config) => [config.chainId, openChain(config)]));
}
