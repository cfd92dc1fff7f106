import { z } from "zod";

const TIMEOUT_MS = 4_000;

const healthSchema = z.object({
  ok: z.boolean(),
  chains: z.array(z.object({ name: z.string(), ok: z.boolean() })),
  outbox: z.object({ transactions: z.int(), jobs: z.int() }),
});

/** How an oracle is: `ok`, `unwell` with the reason, or `down` when it does not answer. */
export interface OracleHealth {
  readonly state: "ok" | "unwell" | "down";
  readonly reason: string | null;
}

/** Asks an oracle's `/health`; never throws. */
export async function askHealth(oracleUrl: string): Promise<OracleHealth> {
  try {
    const answer = await fetch(`${oracleUrl}/health`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { ok, chains } = healthSchema.parse(await answer.json());
    if (ok) return { state: "ok", reason: null };
    const behind = chains.filter((chain) => !chain.ok).map(({ name }) => name);
    const reason = behind.length === 0 ? "its disk is full" : `no sight of ${behind.join(", ")}`;
    return { state: "unwell", reason };
  } catch {
    return { state: "down", reason: "does not answer" };
  }
}
