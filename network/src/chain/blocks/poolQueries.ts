import { z } from "zod";
import { resultOf, transactionSchema } from "../engine/answers.ts";
import type { EngineCall } from "../engine/createEngine.ts";
import { transactionHash } from "../engine/transactionHash.ts";
import type { Answer } from "../rpc/answers.ts";

type Ask = (call: EngineCall) => Promise<Answer>;

/** The hash of a transaction that is in a block, or undefined if it is not. */
export async function hashIfMined(raw: Buffer, ask: Ask): Promise<string | undefined> {
  const hash = await transactionHash(raw, ask);
  const answer = await ask({ method: "eth_getTransactionByHash", params: [hash] });
  return resultOf(answer, transactionSchema)?.blockHash ? hash : undefined;
}

/** Whether a transaction in the engine's pool is its account's next. */
export async function isExecutable(hash: string, ask: Ask): Promise<boolean> {
  const answer = await ask({ method: "eth_getTransactionByHash", params: [hash] });
  const transaction = resultOf(answer, transactionSchema);
  if (!transaction) return false;
  const count = await ask({ method: "eth_getTransactionCount", params: [transaction.from, "latest"] });
  return resultOf(count, z.string()) === transaction.nonce;
}

/** Takes a transaction out of the engine's pool. False if it was not there (any more). */
export async function dropFromEngine(hash: string, ask: Ask): Promise<boolean> {
  return resultOf(await ask({ method: "hardhat_dropTransaction", params: [hash] }), z.boolean()) === true;
}
