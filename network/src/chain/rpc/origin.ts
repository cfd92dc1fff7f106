import type { IncomingMessage } from "node:http";

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Among the allowed origins it stands for every browser extension: wallets ask the node of a chain that they add for its id. */
export const EXTENSIONS = "extensions";

const EXTENSION_ORIGIN = /^(?:chrome|moz|safari-web)-extension:\/\//;

/**
 * Whether a request may be answered, as far as browsers are concerned: a page of another origin must not read the chain of
 * the machine it is shown on. `Origin` is checked against the list; `Host` must be a loopback name on a loopback server,
 * which defeats DNS rebinding.
 */
export function isAllowedOrigin(request: IncomingMessage, host: string, allowed: readonly string[]): boolean {
  const { origin, host: named = "" } = request.headers;
  if (origin !== undefined && !isListed(origin, allowed)) return false;
  const loopback = LOOPBACK.has(host) || host === "::1";
  return !loopback || LOOPBACK.has(named.replace(/:\d+$/, ""));
}

function isListed(origin: string, allowed: readonly string[]): boolean {
  return allowed.includes(origin) || (allowed.includes(EXTENSIONS) && EXTENSION_ORIGIN.test(origin));
}

/** Headers that let an allowed page read the answer. */
export function corsHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-headers": "content-type",
    "access-control-max-age": "600",
    vary: "origin",
  };
}
