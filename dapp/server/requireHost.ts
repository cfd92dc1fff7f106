import type { FastifyInstance } from "fastify";
import type { DappConfig } from "./config.ts";

const OWN_NAMES: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Answers under this machine's names and those configured, nothing else: a page whose name an attacker points here (DNS rebinding)
 * would share its origin with the dapp.
 */
export function requireHost(app: FastifyInstance, { names }: Pick<DappConfig, "names">): void {
  const known = new Set([...OWN_NAMES, ...names.map((name) => name.toLowerCase())]);
  app.addHook("onRequest", async ({ headers }, reply) => {
    const named = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (known.has(named)) return undefined;
    return await reply
      .code(421)
      .type("text/plain; charset=utf-8")
      .send("This server is not known under that name.");
  });
}
