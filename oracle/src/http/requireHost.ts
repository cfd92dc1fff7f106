import { InvalidInputError } from "@medlattice/sdk/errors";
import type { App } from "./createApp.ts";

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A server that listens on this machine only answers under this machine's names and the oracle's public one. Otherwise a page
 * whose name an attacker points here (DNS rebinding) could read, in a local user's browser, what is open to this
 * machine, such as the metrics. Signed requests need no such check: the signature is over the public URL.
 */
export function requireHost(app: App, listening: string, publicUrl: () => string): void {
  if (!LOOPBACK.has(listening) && listening !== "::1") return;
  app.addHook("onRequest", async ({ headers }) => {
    const named = (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (LOOPBACK.has(named) || named === new URL(publicUrl()).hostname) return;
    throw new InvalidInputError("HOST_UNKNOWN", "This oracle is not known under that name.", {
      hints: ["Reach it by its public URL.", "Operator: set http.publicUrl to the name clients use."],
    });
  });
}
