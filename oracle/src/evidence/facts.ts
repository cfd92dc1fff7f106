import { bytes32, disclosureBody, hexBytes } from "@medlattice/sdk/client";
import { addressSchema } from "@medlattice/sdk/codec";
import { z } from "zod";

/**
 * What an oracle may ask of a chain before it re-encrypts: its own nodes when it has some there, or else the organisations that
 * do. Each question has one answer that all who are asked must give alike (DESIGN rule 14).
 */
export const factQuestion = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("standing"), personId: bytes32, account: addressSchema }),
  z.strictObject({
    kind: z.literal("consent"),
    grantor: bytes32,
    grantId: bytes32,
    tags: z.array(bytes32).max(8),
  }),
  z.strictObject({ kind: z.literal("access"), accessId: bytes32 }),
  z.strictObject({
    kind: z.literal("permission"),
    disclosure: disclosureBody,
    reader: bytes32,
    recordId: bytes32,
  }),
  z.strictObject({ kind: z.literal("record"), recordId: bytes32 }),
  z.strictObject({
    kind: z.literal("signature"),
    address: addressSchema,
    digest: bytes32,
    signature: hexBytes(4_096),
  }),
]);

/** Whether an account controls a person, and whether the person may act now. */
const standingFact = z.strictObject({
  isController: z.boolean(),
  isActive: z.boolean(),
  organization: bytes32,
});

/** What else was said about a grant: withdrawn, or one of its tags denied. */
const consentFact = z.strictObject({ isWithdrawn: z.boolean(), isDenied: z.boolean() });

/** An access as the usage ledger keeps it and as its event told it; null when there is none. */
const accessFact = z
  .strictObject({
    grantor: bytes32,
    reader: bytes32,
    grantId: bytes32,
    recordId: bytes32,
    version: z.int(),
    isForeign: z.boolean(),
    openedAt: z.int(),
    block: z.int(),
    txHash: bytes32,
    isFinal: z.boolean(),
    /** As presented when it was opened; null when another contract made the call. */
    disclosure: disclosureBody.nullable(),
  })
  .nullable();

/** What the consent registry says of a disclosed grant at this moment. */
const permissionFact = z.strictObject({
  /** `IConsentTypes.Verdict`. */
  verdict: z.int(),
  isDenied: z.boolean(),
  isGrantorActive: z.boolean(),
  isReaderActive: z.boolean(),
  readerOrganization: bytes32,
});

const recordFact = z.strictObject({ stateHash: bytes32 });
const signatureFact = z.strictObject({ isValid: z.boolean() });

/** What an answer to each kind of question must look like. */
export const FACTS: { readonly [Kind in FactKind]: z.ZodType<Facts[Kind]> } = {
  standing: standingFact,
  consent: consentFact,
  access: accessFact,
  permission: permissionFact,
  record: recordFact,
  signature: signatureFact,
};

export type FactQuestion = z.infer<typeof factQuestion>;
export type FactKind = FactQuestion["kind"];
export type QuestionOf<Kind extends FactKind> = Extract<FactQuestion, { kind: Kind }>;
export type FactOf<Kind extends FactKind> = Facts[Kind];

interface Facts {
  standing: z.infer<typeof standingFact>;
  consent: z.infer<typeof consentFact>;
  access: z.infer<typeof accessFact>;
  permission: z.infer<typeof permissionFact>;
  record: z.infer<typeof recordFact>;
  signature: z.infer<typeof signatureFact>;
}

export type AccessFact = NonNullable<FactOf<"access">>;
