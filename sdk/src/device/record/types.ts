import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  chainIdSchema,
  signatureSchema,
  timestampSchema,
} from "../../codec/index.ts";

/** base64url of the SubjectPublicKeyInfo of a P-256 key: 91 bytes. */
const spkiSchema = z.string().regex(/^[A-Za-z0-9_-]{122}$/);
const millisecondsSchema = z.int().min(0);

/** How whoever captures made sure that the person at the instruments is the one of the treatment. */
export const IDENTIFIED_BY = ["wallet", "visit-code", "wristband", "in-person"] as const;

const treatmentSchema = z.strictObject({
  chainId: chainIdSchema,
  treatmentId: bytes32Schema,
  institution: bytes32Schema,
  patient: bytes32Schema,
  doctor: bytes32Schema,
});

/** A CaptureKey in the domain of the chain's IdentityRegistry. */
export const stationStatementSchema = z.strictObject({
  signer: addressSchema,
  /** Unix seconds. */
  validFrom: timestampSchema,
  validUntil: timestampSchema,
  signature: signatureSchema,
});

/** How a capture begins; the station signs it first, so everything after belongs to this treatment and to no other. */
export const captureBeginSchema = z.strictObject({
  format: z.literal("medlattice/capture/v1"),
  captureId: bytes32Schema,
  /** Milliseconds since 1970; the common time axis begins here. */
  startedAt: millisecondsSchema,
  /** Null: a demonstration, which is nobody's record. */
  treatment: z.nullable(z.strictObject({ ...treatmentSchema.shape, identifiedBy: z.enum(IDENTIFIED_BY) })),
  station: z.strictObject({
    person: bytes32Schema,
    key: spkiSchema,
    /** By a controller of the station: the key is the station's. Null: its reader knows the key otherwise. */
    statement: z.nullable(stationStatementSchema),
  }),
});

export const linkSchema = z.strictObject({
  sequence: z.int().min(0),
  kind: z.enum(["begin", "chunk", "end"]),
  from: millisecondsSchema,
  to: millisecondsSchema,
  /** How many resources it covers. */
  resources: z.int().min(0),
  /** SHA-256 of what it covers. */
  content: bytes32Schema,
  hash: bytes32Schema,
  /** base64url of r ‖ s. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});

export const chainSchema = z.strictObject({
  format: z.literal("medlattice/capture-chain/v1"),
  begin: captureBeginSchema,
  links: z.array(linkSchema).max(1_000_000),
});

export type Treatment = z.infer<typeof treatmentSchema>;
export type StationStatement = z.infer<typeof stationStatementSchema>;
export type IdentifiedBy = (typeof IDENTIFIED_BY)[number];
export type CaptureBegin = z.infer<typeof captureBeginSchema>;
/** One link of the chain: what was captured from one time to another, behind all that was captured before. */
export type Link = z.infer<typeof linkSchema>;
export type Chain = z.infer<typeof chainSchema>;
