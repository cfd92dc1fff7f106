import { z } from "zod";
import { keyDisclosureSchema } from "../../keys/key-manifest-schema.ts";
import { institutionDealSchema } from "../../manifest/schema.ts";
import { hexBytes } from "./primitives.ts";

/** Asked for before a version of a record is sealed. */
export const institutionDealBody = z.strictObject({ version: z.int().nonnegative().max(0xffff_ffff) });

/** Goes into the manifest as it is; its first commitment is X, what the institution's part is sealed to. */
export const institutionDealReply = institutionDealSchema;

export const institutionPartBody = z.strictObject({
  version: z.int().nonnegative().max(0xffff_ffff),
  /** The `sealing` leaf of the patient's key manifest: what the part is sealed to. */
  recipient: keyDisclosureSchema,
});

/** `medlattice/institution-part/v1`, sealed to the patient. */
export const institutionPartReply = z.object({ sealed: hexBytes(8_192) });
