import type { RelayResult } from "@medlattice/sdk/client";
import { type Log, decodeEventLog } from "viem";
import { contractAt } from "../chains/contractAt.ts";
import { CONTRACT_ABIS } from "../chains/openChain.ts";
import type { ChainConfig } from "../config/oracleConfig.ts";

/** The events of our contracts among a receipt's logs, in JSON form: integers become decimal text. */
export function decodeEvents(chain: ChainConfig, logs: readonly Log[]): RelayResult["events"] {
  return logs.flatMap((log) => {
    const contract = contractAt(chain, log.address);
    if (contract === undefined) return [];
    const { eventName, args } = decodeEventLog({
      abi: CONTRACT_ABIS[contract],
      data: log.data,
      topics: log.topics,
    });
    return [{ contract, name: eventName ?? "", args: membersToJson(args ?? {}) }];
  });
}

/** bigint as decimal text, everything else as it is. */
function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return membersToJson(value);
}

function membersToJson(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
}
