import { z } from "zod";

const TIMEOUT_MS = 10_000;

/** One question to a node in plain JSON-RPC, without the retries and caches of a library. */
export async function ask<T>(
  url: string,
  method: string,
  params: readonly unknown[],
  schema: z.ZodType<T>,
): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return z.object({ result: schema }).parse(await answer.json()).result;
}
