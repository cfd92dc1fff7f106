import { z } from "zod";
import { keyDisclosureSchema } from "../../keys/key-manifest-schema.ts";
import { bytes32, unixSeconds } from "./primitives.ts";

const words = (characters: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(characters)
    .refine((text) => !/\p{Cc}/u.test(text), { error: "contains a control character" });

/** How a doctor wants to be found. Patients are never listed. */
export const listingBody = z.strictObject({
  name: words(100),
  specialty: words(100).nullable().default(null),
});

export const listing = z.object({
  chainId: z.int(),
  personId: bytes32,
  organization: bytes32,
  name: words(100),
  specialty: words(100).nullable(),
  /** The organisation compared the name with the identity it verified. */
  isNameVerified: z.boolean(),
  /** Keys to grant to and to write to; clients check them against the root on chain. */
  receive: keyDisclosureSchema,
  sealing: keyDisclosureSchema,
  updatedAt: unixSeconds,
});

/** A listing on its way to the other oracles; without `listing` it was taken down. */
export const listingChange = z.strictObject({
  chainId: z.int().positive(),
  personId: bytes32,
  /** Milliseconds; a later change wins over an earlier one, in whatever order they arrive. */
  changedMs: z.int().nonnegative(),
  listing: listing.omit({ chainId: true, personId: true, organization: true }).nullable(),
});

export const directoryQuery = z.strictObject({
  /** Words of name or specialty; all of them have to occur. */
  q: z.string().max(80).default(""),
  organization: bytes32.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
  /** `next` of the page before. */
  cursor: bytes32.optional(),
});

export const directoryReply = z.object({ items: z.array(listing), next: bytes32.nullable() });

export type Listing = z.infer<typeof listing>;
export type ListingInput = z.input<typeof listingBody>;
export type ListingChange = z.infer<typeof listingChange>;
export type DirectoryPage = z.infer<typeof directoryReply>;
