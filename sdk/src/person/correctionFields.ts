import type { AmendmentContextParameters, Prover } from "../circuits/index.ts";
import type { Hex } from "../codec/index.ts";
import { correctionHashOf } from "../eip712/index.ts";
import { openFileKey, type RecordParts } from "../envelope/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import {
  amendmentWitness,
  correctFields,
  type FieldDocument,
  type FieldPolicy,
  fieldSeedOf,
  type HiddenFields,
  readFields,
  redact,
  REDACTED_MEDIA_TYPE,
  sealLayout,
} from "../fields/index.ts";
import {
  type Correction,
  type CorrectedContent,
  CORRECTION_KIND,
  fieldInputOf,
  firstFieldRoot,
  nextVersion,
  type RegistryAt,
  type VerifiedRecord,
} from "../record/index.ts";
import type { ReadResult } from "../usage/index.ts";

/** The present version as its doctor has read it, under a grant: what an amendment or a redaction starts from. */
export type OpenedPresent = Pick<ReadResult, "content" | "fileKey" | "verified">;

/** How far the proofs of an amendment have come: the circuit's files once, then one proof after the other. */
export type ProvingStage =
  | { readonly stage: "loading"; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly stage: "proving"; readonly proof: number; readonly proofs: number };

/** What a correction makes of a record, by kind. */
export type NewContent =
  | {
      readonly kind: typeof CORRECTION_KIND.replace;
      /** All of the new content. */
      readonly content: Uint8Array<ArrayBuffer>;
      readonly mediaType: string;
    }
  | {
      readonly kind: typeof CORRECTION_KIND.amend;
      readonly content: Uint8Array<ArrayBuffer>;
      readonly opened: OpenedPresent;
      /** One that the health authority accepts on the record's chain. */
      readonly policy: FieldPolicy;
      readonly prover: Prover;
      readonly onProving?: (stage: ProvingStage) => void;
    }
  | {
      readonly kind: typeof CORRECTION_KIND.redact;
      readonly opened: OpenedPresent;
      /** What goes for good. */
      readonly hide: HiddenFields;
    };

/** The bytes that are sealed as the new version. */
export async function newBytesOf(
  given: NewContent,
  present: VerifiedRecord,
): Promise<{ readonly content: Uint8Array<ArrayBuffer>; readonly mediaType: string }> {
  if (given.kind === CORRECTION_KIND.replace) return given;
  if (given.kind === CORRECTION_KIND.amend) {
    return { content: given.content, mediaType: present.manifest.value.content.mediaType };
  }
  const content = Uint8Array.from(redact(await presentFields(given.opened, present), given.hide));
  return { content, mediaType: REDACTED_MEDIA_TYPE };
}

export interface SealedBytes {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly parts: RecordParts;
  readonly sealed: Blob;
  readonly signal?: AbortSignal | undefined;
}

export interface CorrectedFieldsOf {
  readonly content: Pick<CorrectedContent, "fieldRoot" | "extra" | "policyRoot">;
  /** Proofs of a bounded correction, once the statement that they are for is known; none for other kinds. */
  amend(
    at: Omit<AmendmentContextParameters, "correctionHash">,
    statement: Correction,
  ): Promise<readonly { readonly newRoot: Hex; readonly proof: Hex }[]>;
}

/** The field root of the new content, and what its kind needs besides. */
export async function fieldsOfCorrection(
  registry: RegistryAt,
  given: NewContent,
  present: VerifiedRecord,
  { content, mediaType, parts, sealed, signal }: SealedBytes,
): Promise<CorrectedFieldsOf> {
  const record = nextVersion(registry, present);
  const { recordId, version } = record;
  const fileKey = await openFileKey({ sealed: sealed.stream(), record, parts });
  if (given.kind === CORRECTION_KIND.replace) {
    const fieldRoot = await firstFieldRoot({ content, mediaType, fileKey, recordId, signal });
    return { content: { fieldRoot }, amend: async () => [] };
  }
  const previous = await presentFields(given.opened, present);
  if (given.kind === CORRECTION_KIND.redact) {
    return { content: { fieldRoot: previous.root }, amend: async () => [] };
  }
  const { policy, prover, onProving } = given;
  const fieldSeed = fieldSeedOf(fileKey, recordId);
  const { document, layout } = await correctFields({ previous, content, mediaType, fieldSeed });
  const steps = amendmentWitness(previous, document, policy);
  if (steps.length === 0) throw nothingChanged();
  return {
    content: {
      fieldRoot: document.root,
      policyRoot: policy.root,
      extra: { fieldLayout: sealLayout(layout, { fileKey, recordId, version }) },
    },
    async amend(at, statement) {
      // Provers are large, and only amendments need them.
      const { amendmentContext, proveAmendment } = await import("../circuits/index.ts");
      const context = amendmentContext({ ...at, correctionHash: correctionHashOf(statement) });
      const proofs: { newRoot: Hex; proof: Hex }[] = [];
      for (const [index, step] of steps.entries()) {
        onProving?.({ stage: "proving", proof: index + 1, proofs: steps.length });
        const proof = await proveAmendment({
          step,
          policyRoot: policy.root,
          context,
          prover,
          signal,
          onLoading: (doneBytes, totalBytes) =>
            onProving?.(
              doneBytes < totalBytes
                ? { stage: "loading", doneBytes, totalBytes }
                : { stage: "proving", proof: index + 1, proofs: steps.length },
            ),
        });
        proofs.push({ newRoot: step.newRoot, proof });
      }
      return proofs;
    },
  };
}

/** The fields of the present version, as they stand in its commitment. */
export async function presentFields(opened: OpenedPresent, present: VerifiedRecord): Promise<FieldDocument> {
  if (opened.verified.manifest.value.content.digest !== present.manifest.value.content.digest) {
    throw new InvalidInputError(
      "CORRECTION_OTHER_VERSION",
      "What was read is not the record's present version.",
      {
        hints: ["Read the record again, and correct that."],
      },
    );
  }
  const { content, fileKey } = opened;
  const input = fieldInputOf({ record: present.record, manifest: present.manifest.value, content, fileKey });
  if (input === null) {
    throw new InvalidInputError(
      "RECORD_WITHOUT_FIELDS",
      "This record has no fields: it can only be replaced or erased.",
    );
  }
  const fields = await readFields(input);
  if (fields.root === present.manifest.value.content.fieldRoot) return fields;
  throw new VerificationError("FIELD_ROOT_MISMATCH", "The record's fields are not those that it commits to.");
}

export function nothingChanged(): InvalidInputError {
  return new InvalidInputError("CORRECTION_EMPTY", "The new content has the same fields as the present one.");
}
