import { z } from "zod";
import { labelSchema } from "../codec/index.ts";
import { canonicalRealId } from "../crypto/oprf/index.ts";

/** The number a register gave to a person or a device: what the nullifier is computed of (DESIGN rule 2). */
export const nationalIdSchema = z
  .strictObject({
    /** Name of the register, as FHIR's `Identifier.system`: a URI or URN. */
    system: labelSchema,
    value: labelSchema,
  })
  .refine(
    (id) => {
      try {
        return canonicalRealId(id) !== "";
      } catch {
        return false;
      }
    },
    { error: "not a register's name and number" },
  );

const personSchema = z.strictObject({
  kind: z.literal("person"),
  familyName: labelSchema,
  givenNames: labelSchema,
  /** ISO 8601 date. */
  birthDate: z.iso.date(),
  /** FHIR `administrative-gender`. */
  gender: z.enum(["female", "male", "other", "unknown"]).optional(),
  id: nationalIdSchema,
  address: labelSchema.optional(),
  phone: labelSchema.optional(),
});

const deviceSchema = z.strictObject({
  kind: z.literal("device"),
  manufacturer: labelSchema,
  model: labelSchema,
  /** Serial number or UDI, under the maker's or the register's name. */
  id: nationalIdSchema,
});

/** Who somebody really is, as verified at the desk; a capture station is a device. Never leaves the issuer unsealed. */
export const realIdentitySchema = z.discriminatedUnion("kind", [personSchema, deviceSchema]);

/** The identity as it is sealed and kept. */
export const realIdentityDocumentSchema = z.strictObject({
  format: z.literal("medlattice/real-identity/v1"),
  identity: realIdentitySchema,
});

export type NationalId = z.infer<typeof nationalIdSchema>;
export type RealPerson = z.infer<typeof personSchema>;
export type RealDevice = z.infer<typeof deviceSchema>;
export type RealIdentity = z.infer<typeof realIdentitySchema>;
