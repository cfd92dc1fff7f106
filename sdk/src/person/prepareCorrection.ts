import { z } from "zod";
import type { CorrectionEntry } from "../client/index.ts";
import { bytes32Schema, hexUpTo, type Hex, signatureSchema, signedDocumentSchema } from "../codec/index.ts";
import { correctionHashOf } from "../eip712/index.ts";
import { newParts, seal } from "../envelope/index.ts";
import { InvalidInputError, MedLatticeError } from "../errors/index.ts";
import { sealingKey } from "../keys/index.ts";
import {
  CORRECTION_KIND,
  type CorrectionReason,
  correctionSchema,
  newId,
  nextVersion,
  prepareCorrection as signCorrection,
  prepareErasure as signErasure,
  type VerifiedRecord,
} from "../record/index.ts";
import { fieldsOfCorrection, newBytesOf, type NewContent } from "./correctionFields.ts";
import { sealCorrectionText } from "./correctionMail.ts";
import { memoryDrafts } from "./draftStore.ts";
import type { Person } from "./person.ts";
import { institutionOf, proxiesOf, registryAt } from "./places.ts";
import { draftIdOf, type Drafts, draftsOf, type VersionDraft } from "./recordDraft.ts";
import { correctionAt, verifiedRecord } from "./verifiedRecord.ts";

interface Common {
  readonly chainId: number;
  readonly recordId: Hex;
  readonly reason: CorrectionReason;
  /** To the patient, in the doctor's words: sealed to the patient alone. */
  readonly words?: string;
}

interface Transfer {
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

export type PrepareCorrectionOptions = Common & Transfer & NewContent;

const preparedSchema = z.strictObject({
  statement: correctionSchema,
  authorSignature: signatureSchema,
  manifest: signedDocumentSchema,
  amendments: z.array(z.strictObject({ newRoot: bytes32Schema, proof: hexUpTo(1_024) })),
});
type Prepared = z.infer<typeof preparedSchema>;
type Draft = VersionDraft<Prepared>;
type NewBytes = Awaited<ReturnType<typeof newBytesOf>>;

/**
 * The doctor's half of a correction (docs/corrections.md): seals the new content as version v + 1, signs the `Correction`, and hands it to
 * the institution's oracle, which opens the commitment and shows it to the patient. Nothing changes before the patient permits it.
 *
 * With `person.drafts`, the same call after an interruption, also of this program, goes on where it was, as `writeRecord` does: the
 * statement is signed once, and handing it in again gives the same entry.
 *
 * A doctor who wants to look at the present content first reads it under a grant, as anybody does: the author's copy is gone since the
 * patient confirmed, and nothing here opens the record.
 */
export async function prepareCorrection(
  person: Person,
  options: PrepareCorrectionOptions,
): Promise<CorrectionEntry> {
  const { chainId, recordId } = options;
  const drafts = draftsOf(person, person.drafts ?? memoryDrafts(), preparedSchema);
  const present = await verifiedRecord(person, { chainId, recordId });
  const bytes = await newBytesOf(options, present);
  const draftId = await draftIdFor(person, options, present, bytes);
  const found = await drafts.find(draftId);
  const draft = found ?? (await sealDraft(person, options, present, bytes.content, drafts, draftId));
  try {
    const prepared = draft.prepared ?? (await prepare(person, options, present, { ...draft, ...bytes }));
    if (draft.prepared === null && person.drafts !== undefined)
      await drafts.keep(draftId, { ...draft, prepared });
    const entry = await handIn(person, options, prepared);
    await drafts.remove(draftId);
    return entry;
  } catch (error) {
    // What was refused would be refused again: the next call begins anew.
    if (error instanceof MedLatticeError && !error.retryable) await drafts.remove(draftId);
    throw error;
  }
}

/** The doctor's half of an erasure, which the patient asked for or will permit: kind 4, without a new content. */
export async function prepareErasure(person: Person, options: Common): Promise<CorrectionEntry> {
  const { chainId, recordId, reason } = options;
  const present = await verifiedRecord(person, { chainId, recordId });
  const { statement, signature } = await signErasure({
    ...(await whoAndWhere(person, chainId)),
    present,
    reason,
  });
  return handIn(person, options, { statement, authorSignature: signature, manifest: null, amendments: [] });
}

async function draftIdFor(
  person: Person,
  options: PrepareCorrectionOptions,
  { state }: VerifiedRecord,
  { content, mediaType }: NewBytes,
): Promise<string> {
  if (person.drafts === undefined) return newId().slice(2, 34);
  const { chainId, recordId, kind, reason } = options;
  const what = [String(chainId), recordId, String(state.version), String(state.sequence)];
  const bounds = options.kind === CORRECTION_KIND.amend ? [options.policy.root] : [];
  return draftIdOf(person, content, [
    "correction",
    ...what,
    String(kind),
    String(reason),
    mediaType,
    ...bounds,
  ]);
}

async function sealDraft(
  person: Person,
  { chainId }: PrepareCorrectionOptions,
  present: VerifiedRecord,
  content: NewBytes["content"],
  drafts: Drafts<Prepared>,
  draftId: string,
): Promise<Draft> {
  const record = nextVersion(registryAt(person.network, chainId), present);
  const parts = newParts();
  const { stream, facts } = await seal({ plaintext: content, record, parts });
  const sealed = await drafts.writeFile(draftId, stream);
  const draft = { recordId: record.recordId, parts, facts: await facts, prepared: null };
  if (person.drafts !== undefined) await drafts.keep(draftId, draft);
  return { ...draft, sealed };
}

async function prepare(
  person: Person,
  options: PrepareCorrectionOptions,
  present: VerifiedRecord,
  draft: Draft & NewBytes,
): Promise<Prepared> {
  const { chainId, recordId, kind, reason, onProgress, signal } = options;
  const { mediaType } = draft;
  const registry = registryAt(person.network, chainId);
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { version } = nextVersion(registry, present);
  const [deal, { cid, providers }, fields, common] = await Promise.all([
    oracle.institution.deal(recordId, { version }),
    oracle.objects.put(draft.sealed, { onProgress, signal }),
    fieldsOfCorrection(registry, options, present, { ...draft, signal }),
    whoAndWhere(person, chainId),
  ]);
  const { statement, signature, manifest } = await signCorrection({
    ...common,
    present,
    kind,
    reason,
    content: {
      ...draft,
      address: { cid, providers: providers.map(({ organization }) => organization) },
      mediaType,
      ...fields.content,
      deal,
      proxies: proxiesOf(person.network),
    },
  });
  if (manifest === null) throw new InvalidInputError("CORRECTION_INVALID", "A correction has a content.");
  const amendments = await fields.amend(
    { chainId: BigInt(chainId), recordCorrection: common.recordCorrection },
    statement,
  );
  return { statement, authorSignature: signature, manifest: manifest.signed, amendments: [...amendments] };
}

async function handIn(
  person: Person,
  { chainId, words }: Common,
  prepared: Omit<Prepared, "manifest"> & { readonly manifest: Prepared["manifest"] | null },
): Promise<CorrectionEntry> {
  const { statement } = prepared;
  const { recordId, version, patient } = statement;
  const said =
    words === undefined
      ? null
      : await sealCorrectionText(person, chainId, {
          format: "medlattice/correction-words/v1",
          recipient: patient,
          recordId,
          version,
          words,
          about: correctionHashOf(statement),
        });
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  return oracle.corrections.submit({ ...prepared, words: said?.sealed ?? null });
}

async function whoAndWhere(person: Person, chainId: number) {
  const { personId, signer } = person.pseudonymOn(chainId);
  const { recipient } = await sealingKey(person.master, person.keyPlan.receiveEpoch);
  return {
    registry: registryAt(person.network, chainId),
    recordCorrection: correctionAt(person, chainId),
    author: { personId, signer, recipient },
  };
}
