import { contractsOf, recordCalls } from "../chain/index.ts";
import type { OracleClient } from "../client/index.ts";
import { type ByteSource, type Hex } from "../codec/index.ts";
import { contractDomain } from "../eip712/index.ts";
import { newParts, open, openFileKey, seal } from "../envelope/index.ts";
import { InvalidInputError, MedLatticeError } from "../errors/index.ts";
import { type CategoryKey, readCategoryLeaf, sealingKey, verifyDisclosure } from "../keys/index.ts";
import { chainById } from "../network/index.ts";
import {
  type Appointment,
  firstFieldRoot,
  firstVersion,
  newId,
  prepareSealedProposal,
} from "../record/index.ts";
import { memoryDrafts } from "./draftStore.ts";
import type { Person } from "./person.ts";
import { proxiesOf, registryAt } from "./places.ts";
import {
  draftIdOf,
  type PreparedToSend,
  type RecordDraft,
  recordDrafts,
  type RecordDrafts,
} from "./recordDraft.ts";

export interface WriteRecordOptions {
  /** The treatment it belongs to, as the manager sealed it to the doctor (F3). */
  readonly appointment: Appointment;
  /** One of the categories whose key the patient gave along. */
  readonly category: string;
  /** A stream can be read only once: of the others, an interrupted writing goes on where it was. */
  readonly content: ByteSource | Blob;
  readonly mediaType: string;
  /** Bytes of the sealed file stored so far, and in all. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

export interface WrittenRecord {
  readonly recordId: Hex;
  /** Block of the proposal on the private chain. */
  readonly blockNumber: number;
  readonly sealedSizeBytes: number;
}

/**
 * The doctor's half of steps 2 to 4: seals the content to patient and institution, stores it with the institution's oracle and
 * proposes the record (M8, F4).
 *
 * With `person.drafts`, the same call after an interruption, also of this program, goes on where it was: the file is not sealed
 * again, what had arrived is not sent again, and the record is proposed once. Without, only the upload goes on by itself.
 */
export async function writeRecord(person: Person, options: WriteRecordOptions): Promise<WrittenRecord> {
  const drafts = recordDrafts(person, person.drafts ?? memoryDrafts());
  const draftId = await draftOf(person, options);
  const draft = (await drafts.find(draftId)) ?? (await sealDraft(person, options, drafts, draftId));
  try {
    const { chainId, institution } = options.appointment;
    const oracle = await person.oracle(institution, chainId);
    const { recordId, facts } = draft;
    const prepared = draft.prepared ?? (await prepare(person, options, oracle, draft));
    const { proposal, signature, manifest } = prepared;
    if (draft.prepared === null && person.drafts !== undefined)
      await drafts.keep(draftId, { ...draft, prepared });
    await oracle.records.putManifest(proposal.manifestHash, manifest);
    const call = recordCalls.propose(registryAt(person.network, chainId).address, proposal, signature);
    const idempotencyKey = `propose-${recordId.slice(2, 50)}`;
    const { blockNumber } = await oracle.relay({ chainId, ...call, idempotencyKey });
    await drafts.remove(draftId);
    return { recordId, blockNumber, sealedSizeBytes: facts.sealedSizeBytes };
  } catch (error) {
    // What was refused would be refused again: the next call begins anew.
    if (error instanceof MedLatticeError && !error.retryable) await drafts.remove(draftId);
    throw error;
  }
}

/** A stream cannot be compared with what was written before. */
async function draftOf(person: Person, { appointment, category, content, mediaType }: WriteRecordOptions) {
  if (person.drafts === undefined || content instanceof ReadableStream) return newId().slice(2, 34);
  const { chainId, treatmentId } = appointment;
  return draftIdOf(person, content, [String(chainId), treatmentId, category, mediaType]);
}

async function sealDraft(
  person: Person,
  { appointment, content }: WriteRecordOptions,
  drafts: RecordDrafts,
  draftId: string,
): Promise<RecordDraft> {
  const recordId = newId();
  const registry = registryAt(person.network, appointment.chainId);
  const parts = newParts();
  const plaintext = content instanceof Blob ? content.stream() : content;
  const { stream, facts } = await seal({ plaintext, record: firstVersion({ registry, recordId }), parts });
  const sealed = await drafts.writeFile(draftId, stream);
  const draft = { recordId, parts, facts: await facts, prepared: null };
  if (person.drafts !== undefined) await drafts.keep(draftId, draft);
  return { ...draft, sealed };
}

/** Stores the sealed file and signs everything about it. */
async function prepare(
  person: Person,
  options: WriteRecordOptions,
  oracle: OracleClient,
  draft: RecordDraft,
): Promise<PreparedToSend> {
  const { recordId, parts, facts, sealed } = draft;
  const { appointment, onProgress, signal } = options;
  const { chainId, institution, treatmentId, patient } = appointment;
  const author = person.pseudonymOn(chainId);
  const address = oracle.objects
    .put(sealed, { onProgress, signal })
    .then(({ cid, providers }) => ({ cid, providers: providers.map(({ organization }) => organization) }));
  // Awaited last: all else is made while the file is on its way, and what fails before is what is told.
  address.catch(() => undefined);
  const [deal, fieldRoot, { recipient }, categoryKey, chameleonKey] = await Promise.all([
    oracle.institution.deal(recordId, { version: 0 }),
    fieldRootOfDraft(person, options, draft),
    sealingKey(person.master, person.keyPlan.receiveEpoch),
    categoryKeyOf(person, options),
    person.reader(chainId).chameleonKeyOf(institution),
  ]);
  const { proposal, signature, manifest } = await prepareSealedProposal(
    {
      fieldRoot,
      mediaType: options.mediaType,
      registry: registryAt(person.network, chainId),
      recordId,
      treatmentId,
      author: { personId: author.personId, signer: author.signer, recipient },
      patient: { personId: patient, categoryKey },
      institution: { orgId: institution, chameleonKey, deal },
      proxies: proxiesOf(person.network),
    },
    { parts, facts, address },
  );
  return { proposal, signature, manifest: manifest.signed };
}

/** Made while the file is on its way. A stream has been read already: it comes out of the sealed file once more. */
async function fieldRootOfDraft(
  { network }: Person,
  { appointment, content, mediaType, signal }: WriteRecordOptions,
  { recordId, parts, sealed }: RecordDraft,
): Promise<Hex> {
  const record = firstVersion({ registry: registryAt(network, appointment.chainId), recordId });
  const stream = (): ReadableStream<Uint8Array> => sealed.stream();
  const fileKey = await openFileKey({ sealed: stream(), record, parts });
  const source =
    content instanceof ReadableStream
      ? await open({ sealed: stream(), record, parts })
      : content instanceof Blob
        ? content.stream()
        : content;
  return firstFieldRoot({ content: source, mediaType, fileKey, recordId, signal });
}

/** The key of the category, as the patient signed it and the registry knows it. */
async function categoryKeyOf(
  person: Person,
  { appointment, category }: WriteRecordOptions,
): Promise<CategoryKey> {
  const { chainId, patient } = appointment;
  const disclosure = appointment.keys.find(({ leaf }) => leaf.kind === "category" && leaf.label === category);
  if (disclosure === undefined) {
    throw new InvalidInputError(
      "CATEGORY_NOT_DISCLOSED",
      `The patient gave no key for the category “${category}”.`,
      {
        hints: [
          `Keys at hand: ${appointment.keys
            .filter(({ leaf }) => leaf.kind === "category")
            .map(({ leaf }) => leaf.label)
            .join(", ")}.`,
          "The patient can add a key to the appointment.",
        ],
        facts: { category },
      },
    );
  }
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  const leaf = await verifyDisclosure({
    disclosure,
    expected: { personId: patient, root: await person.reader(chainId).keyManifestRootOf(patient) },
    domain: contractDomain({ contract: "IdentityRegistry", chainId, address: identityRegistry }),
  });
  return readCategoryLeaf(leaf);
}
