import { type Keyring, parseKeyring } from "../keys/index.ts";
import type { Connections } from "./connections.ts";
import { homeOracle } from "./homeOracle.ts";

/**
 * The wrapped master key that the person left with the oracle of a chain (`keepKeyring`); asks the wallet for the login only.
 * @throws InvalidInputError `KEYRING_NOT_FOUND`
 */
export async function fetchKeyring(connections: Connections, chainId: number): Promise<Keyring> {
  const oracle = await homeOracle(connections, chainId);
  const { document } = await oracle.keyring.get();
  return parseKeyring(new TextEncoder().encode(document));
}
