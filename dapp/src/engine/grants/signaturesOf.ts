import type { Sharing } from "./sharing.ts";

interface SharedPlaces {
  readonly reader: Pick<Sharing["reader"], "chainId">;
  readonly scopes: readonly Pick<Sharing["scopes"][number], "chainId">[];
}

/**
 * How often the wallet is asked: for each grant and what is dealt under it, and where the records are on another chain than the reader
 * by the account there (docs/decisions/0016).
 */
export function signaturesOf({ reader, scopes }: SharedPlaces): number {
  return scopes.reduce((sum, { chainId }) => sum + (chainId === reader.chainId ? 2 : 3), 0);
}
