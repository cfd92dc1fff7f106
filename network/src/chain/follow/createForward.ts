import { UnavailableError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { resultOf, transactionSchema } from "../engine/answers.ts";
import { transactionHash } from "../engine/transactionHash.ts";
import type { Ledger } from "../createLedger.ts";
import { failureAnswer, resultAnswer } from "../rpc/answers.ts";
import type { Answer } from "../rpc/answers.ts";

const FORWARD_MS = 30_000;
/** How long a sender waits until this node too has the block that the leader made. */
const ARRIVAL_MS = 5000;

const answerSchema = z.union([
  z.object({ result: z.string() }),
  z.object({ error: z.looseObject({ code: z.int(), message: z.string() }) }),
]);

/**
 * Hands transactions to the leader. The answer comes when this node too has the block, so that who sends here and then asks
 * here sees what they sent; if the block is late the answer comes without it, since the leader holds it on its disk.
 */
export function createForward(ledger: Ledger, leader: string): (raw: Buffer) => Promise<Answer> {
  async function isHere(hash: string): Promise<boolean> {
    const answer = await ledger.read({ method: "eth_getTransactionByHash", params: [hash] });
    return resultOf(answer, transactionSchema)?.blockHash != null;
  }

  async function arrival(hash: string): Promise<void> {
    const deadline = performance.now() + ARRIVAL_MS;
    while (performance.now() < deadline && ledger.failure() === undefined) {
      const { wait, cancel } = nextExtension(ledger, deadline - performance.now());
      if (await isHere(hash)) return cancel();
      await wait;
    }
  }

  return async (raw) => {
    const failure = ledger.failure();
    if (failure !== undefined) return failureAnswer(failure);
    let answer: z.infer<typeof answerSchema>;
    try {
      const response = await fetch(leader, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: `{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["0x${raw.toString("hex")}"]}`,
        signal: AbortSignal.timeout(FORWARD_MS),
      });
      answer = answerSchema.parse(await response.json());
    } catch (cause) {
      return failureAnswer(
        new UnavailableError(
          "CHAIN_LEADER",
          "The leader did not answer; whether it took the transaction is unknown.",
          {
            facts: { leader },
            hints: ["Send the same bytes again when the leader is back; they are taken once."],
            cause,
          },
        ),
      );
    }
    if ("error" in answer) return `{"error":${JSON.stringify(answer.error)}}`;
    // A leader that answers with another hash than the bytes have is not believed.
    if (answer.result !== (await transactionHash(raw, (call) => ledger.direct(call)))) {
      return failureAnswer(
        new UnavailableError("CHAIN_LEADER", "The leader answered with another transaction's hash."),
      );
    }
    await arrival(answer.result);
    return resultAnswer(answer.result);
  };
}

/** Resolves at the ledger's next extension or after `ms`. Listening begins at once, so that none is missed. */
function nextExtension(ledger: Ledger, ms: number): { wait: Promise<void>; cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = ledger.onExtended(resolve);
  const timer = setTimeout(resolve, ms);
  const cancel = () => {
    stop();
    clearTimeout(timer);
    resolve();
  };
  void promise.then(cancel);
  return { wait: promise, cancel };
}
