import { createHash } from "node:crypto";
import type { EngineCall } from "./createEngine.ts";

export interface BlockPlan {
  readonly number: number;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly parentHash: string;
}

/**
 * The calls that make the next block from what is in the engine's pool. Everything the header depends on is set here from
 * journaled facts, so that a replay meets the same hash whatever was asked of the engine in between.
 */
export function sealCalls({ number, timestamp, parentHash }: BlockPlan): EngineCall[] {
  return [
    { method: "evm_setNextBlockTimestamp", params: [`0x${timestamp.toString(16)}`] },
    { method: "hardhat_setNextBlockBaseFeePerGas", params: ["0x0"] },
    { method: "hardhat_setPrevRandao", params: [prevRandao(number, parentHash)] },
    { method: "evm_mine", params: [] },
  ];
}

/** There is no beacon: the value is a plain function of the chain, and contracts must not take it for chance. */
function prevRandao(number: number, parentHash: string): string {
  const input = `medlattice/chain-prevrandao/v1 ${number} ${parentHash}`;
  return `0x${createHash("sha256").update(input).digest("hex")}`;
}
