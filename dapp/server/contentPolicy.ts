import type { NetworkDescription } from "@medlattice/sdk/network";
import type { ListedInstrument } from "./instruments.ts";

/**
 * The Content-Security-Policy (level 3) of a page: its own scripts, its own styles, and no host but the oracles and nodes of the
 * network and the bridges of listed instruments. `'wasm-unsafe-eval'` is for the pairing library. Scripts get the policy too, since a worker follows that of its own file.
 *
 * @param scriptHashes of the inline scripts of the very page; none for other files
 */
export function contentPolicy(
  network: NetworkDescription,
  instruments: readonly Pick<ListedInstrument, "url">[],
  scriptHashes: readonly string[] = [],
): string {
  const directives: Readonly<Record<string, readonly string[]>> = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...scriptHashes],
    "worker-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "manifest-src": ["'self'"],
    "connect-src": ["'self'", ...networkOrigins(network), ...bridgeOrigins(instruments)],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

/** Where a person's client talks to: every oracle and every chain's node. */
export function networkOrigins({ chains, organizations }: NetworkDescription): readonly string[] {
  const urls = [
    ...chains.map(({ rpcUrl }) => rpcUrl),
    ...organizations.flatMap(({ oracleUrl }) => oracleUrl ?? []),
  ];
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

function bridgeOrigins(instruments: readonly Pick<ListedInstrument, "url">[]): readonly string[] {
  return [...new Set(instruments.map(({ url }) => new URL(url).origin))];
}
