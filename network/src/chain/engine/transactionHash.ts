import { z } from "zod";
import { resultOf } from "./answers.ts";
import type { EngineCall } from "./createEngine.ts";

/**
 * The hash by which the network knows a raw transaction, typed or legacy: keccak-256 of its bytes. The engine computes it, so
 * that no library has to be loaded for this alone.
 */
export async function transactionHash(
  raw: Buffer,
  ask: (call: EngineCall) => Promise<string>,
): Promise<string> {
  const answer = await ask({ method: "web3_sha3", params: [`0x${raw.toString("hex")}`] });
  return resultOf(answer, z.string()) ?? "";
}
