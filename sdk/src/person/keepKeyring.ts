import type { OracleClient } from "../client/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { type Keyring, storeKeyring } from "../keys/index.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";

/**
 * Leaves a copy of the wrapped master key with the oracle, for the day the device is lost; only its owner gets it back, after login,
 * and the oracle cannot open it (rule 3). The same keyring again changes nothing.
 *
 * @throws InvalidInputError `CONFLICT` when another device has put a newer one there meanwhile
 */
export async function keepKeyring(
  person: Person,
  chainId: number,
  keyring: Keyring,
): Promise<{ readonly version: number }> {
  const oracle = await homeOracle(person, chainId);
  const document = new TextDecoder().decode(storeKeyring(keyring).bytes);
  const present = await presentKeyring(oracle);
  if (present?.document === document) return { version: present.version };
  return await oracle.keyring.put(present?.version ?? 0, document);
}

async function presentKeyring(oracle: OracleClient) {
  try {
    return await oracle.keyring.get();
  } catch (error) {
    if (error instanceof MedLatticeError && error.code === "KEYRING_NOT_FOUND") return null;
    throw error;
  }
}
