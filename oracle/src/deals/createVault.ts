import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { z } from "zod";

/** Keeps what the database file alone must not tell: shares, scalars, links between pseudonyms. */
export interface Vault {
  seal(value: unknown): Promise<Uint8Array>;
  /** @throws MedLatticeError VAULT_UNREADABLE */
  open<T>(sealed: Uint8Array, schema: z.ZodType<T>): Promise<T>;
}

/** @param identities of the file `keys.storage` and of those it replaced; the first seals, each opens */
export async function createVault(identities: readonly string[]): Promise<Vault> {
  const recipient = await identityToRecipient(identities[0] ?? "");
  return {
    async seal(value) {
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      return encrypter.encrypt(JSON.stringify(value));
    },
    async open(sealed, schema) {
      const decrypter = new Decrypter();
      for (const identity of identities) decrypter.addIdentity(identity);
      try {
        return schema.parse(JSON.parse(await decrypter.decrypt(sealed, "text")));
      } catch {
        // The cause could quote what was sealed.
        throw new MedLatticeError("VAULT_UNREADABLE", "What this oracle keeps sealed cannot be opened.", {
          hints: ["Operator: restore the storage key that it was sealed with."],
        });
      }
    },
  };
}
