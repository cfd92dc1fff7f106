import { z } from "zod";
import { bytes32Schema, chainIdSchema, labelSchema, uint32Schema } from "../../codec/index.ts";
import { keyringSchema } from "../../keys/index.ts";

/** What a command line keeps of a person besides the wallet: nothing in it is secret without the wallet. */
export const profileSchema = z.strictObject({
  format: z.literal("medlattice/profile/v1"),
  /** As people call them; never leaves the machine except where they enter it. */
  name: labelSchema,
  role: z.enum(["Patient", "Doctor", "Manager", "Staff"]),
  organization: bytes32Schema,
  pseudonyms: z.array(
    z.strictObject({
      chainId: chainIdSchema,
      personId: bytes32Schema,
      /** Index of the account in the wallet (BIP-44 m/44'/60'/0'/0/index); another one on each chain. */
      addressIndex: uint32Schema,
    }),
  ),
  keyPlan: z.strictObject({
    receiveEpoch: uint32Schema,
    categories: z.array(z.strictObject({ code: labelSchema, epoch: uint32Schema })),
  }),
  /** Account that the master key is wrapped with. */
  keyAddressIndex: uint32Schema,
  keyring: keyringSchema,
});

export type Profile = z.infer<typeof profileSchema>;
