import type { ByteSource } from "../codec/index.ts";
import type { SignatureCheck } from "../eip712/index.ts";
import type { MasterKey } from "../keys/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { checkFields } from "./content-fields.ts";
import type { RecordEvidence } from "./evidence.ts";
import { openContent, openPatientPart } from "./open-own.ts";
import { verifyRecord, type RecordExpectation, type VerifiedRecord } from "./verify-record.ts";

/** Something that is not wrong but that the patient should know before confirming. */
export interface ReviewWarning {
  readonly code:
    | "NO_TREATMENT"
    | "UNKNOWN_TREATMENT"
    | "OLD_CATEGORY_KEY"
    | "UNKNOWN_AUTHOR_CONTROLLER"
    | "NO_FIELDS"
    | "LARGE";
  readonly message: string;
}

/** What the patient's client knows besides the proof; each missing item only means one warning less. */
export interface ReviewContext {
  /** Treatments the patient has appointments for. */
  readonly treatments?: readonly string[];
  /** The newest epoch of each category in the patient's key manifest. */
  readonly categories: readonly { readonly code: string; readonly epoch: number }[];
  /** Whether the registry says that the author's signer controls the author, and the author may act. */
  readonly isAuthorInGoodStanding?: (signer: string, author: string) => Promise<boolean>;
}

export interface ReviewedProposal extends VerifiedRecord {
  /** Exactly the bytes the author sealed. */
  readonly content: Uint8Array;
  readonly warnings: readonly ReviewWarning[];
  /** What the file is encrypted with, for `fieldInputOf`. */
  readonly fileKey: Uint8Array;
  /** For `prepareConfirmation`. */
  readonly opened: ReturnType<typeof openPatientPart>;
}

const NO_FIELDS: ReviewWarning = {
  code: "NO_FIELDS",
  message: "The record can only be shown as a whole: its author made no fields of it.",
};

const LARGE_BYTES = 26_214_400;

/**
 * The patient's look at a proposal (M8): everything is verified and the record opened with the patient's own category key and the
 * part that the institution released after login (`openInstitutionPart`). The field root is compared with the content, since nobody
 * else could tell before the day when a part of it is to be shown or amended.
 */
export async function reviewProposal(options: {
  readonly evidence: RecordEvidence;
  readonly expected: Omit<RecordExpectation, "allowProposed">;
  readonly sealed: ByteSource;
  readonly master: MasterKey;
  readonly institutionPart: Uint8Array;
  readonly context: ReviewContext;
  readonly check?: SignatureCheck;
  readonly limitBytes?: number;
}): Promise<ReviewedProposal> {
  const { evidence, expected, master, institutionPart, context, check, sealed, limitBytes } = options;
  const verified = await verifyRecord({
    evidence,
    expected: { ...expected, allowProposed: true },
    ...(check === undefined ? {} : { check }),
  });
  const manifest = verified.manifest.value;
  const opened = openPatientPart({ manifest, master, codes: context.categories.map(({ code }) => code) });
  let fileKey = new Uint8Array(0);
  const content = await openContent({
    sealed,
    record: verified.record,
    onFileKey: (key) => {
      fileKey = Uint8Array.from(key);
    },
    parts: { patient: opened.part, institution: institutionPart },
    manifest,
    ...(limitBytes === undefined ? {} : { limitBytes }),
  });
  const hasFields = await checkFields({ record: verified.record, manifest, content, fileKey });
  const warnings = await warningsOf(verified, opened.category, context);
  if (!hasFields) warnings.push(NO_FIELDS);
  return { ...verified, content, fileKey, opened, warnings };
}

async function warningsOf(
  { state, author, signers, manifest }: VerifiedRecord,
  category: { readonly code: string; readonly epoch: number },
  context: ReviewContext,
): Promise<ReviewWarning[]> {
  const warnings: ReviewWarning[] = [];
  if (state.treatmentId === ZERO32) {
    warnings.push({ code: "NO_TREATMENT", message: "The record belongs to no treatment." });
  } else if (context.treatments !== undefined && !context.treatments.includes(state.treatmentId)) {
    warnings.push({
      code: "UNKNOWN_TREATMENT",
      message: "The record belongs to a treatment you have no appointment for.",
    });
  }
  const newest = context.categories.find(({ code }) => code === category.code);
  if (newest !== undefined && category.epoch < newest.epoch) {
    warnings.push({
      code: "OLD_CATEGORY_KEY",
      message: "The record is sealed to a key that you have replaced since.",
    });
  }
  if (
    context.isAuthorInGoodStanding !== undefined &&
    !(await context.isAuthorInGoodStanding(signers.author, author))
  ) {
    warnings.push({
      code: "UNKNOWN_AUTHOR_CONTROLLER",
      message: "The registry no longer knows the author's signature.",
    });
  }
  if (manifest.value.content.sizeBytes > LARGE_BYTES) {
    warnings.push({ code: "LARGE", message: "The record is larger than 25 MiB." });
  }
  return warnings;
}
