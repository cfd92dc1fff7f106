import { type RealIdentity, realIdentityDocumentSchema } from "@medlattice/sdk/enrolment";
import { openMessage, sealMessage } from "@medlattice/sdk/envelope";
import { identityToRecipient } from "age-encryption";
import { bytesToHex, hexToBytes } from "viem";

/** Seals real identities to the organisation's own age key, so that the database file alone tells nothing (M7). */
export interface IdentityVault {
  seal(identity: RealIdentity): Promise<Uint8Array>;
  /** @throws VerificationError SEALED_MESSAGE_NOT_FOR_KEY | SEALED_MESSAGE_DAMAGED */
  open(sealed: Uint8Array): Promise<RealIdentity>;
}

/** @param identities of the file `keys.storage` and of those it replaced; the first seals */
export async function createIdentityVault(identities: readonly string[]): Promise<IdentityVault> {
  const recipient = await identityToRecipient(identities[0] ?? "");
  return {
    async seal(identity) {
      const message = { format: "medlattice/real-identity/v1" as const, identity };
      return hexToBytes(
        await sealMessage({ schema: realIdentityDocumentSchema, message, recipients: [recipient] }),
      );
    },
    async open(sealed) {
      const { value } = await openMessage({
        schema: realIdentityDocumentSchema,
        sealed: bytesToHex(sealed),
        identity: identities,
      });
      return value.identity;
    },
  };
}
