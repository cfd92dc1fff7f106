import { z } from "zod";
import {
  bytes32Schema,
  addressSchema,
  createDigest,
  framed,
  fromHex,
  type Hex,
  hexOf,
  iterate,
  signatureSchema,
  signedDocumentSchema,
  sizeSchema,
  storeJson,
  streamOf,
  toHex,
  utf8,
} from "../codec/index.ts";
import { openMessage, type RecordParts, sealDocument, type SealedFacts } from "../envelope/index.ts";
import { sealingKey } from "../keys/index.ts";
import type { PreparedProposal } from "../record/index.ts";
import type { DraftStore } from "./draftStore.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";

const proposalSchema = z.strictObject({
  recordId: bytes32Schema,
  patient: bytes32Schema,
  author: bytes32Schema,
  signer: addressSchema,
  institution: bytes32Schema,
  treatmentId: bytes32Schema,
  categoryTag: bytes32Schema,
  commitment: bytes32Schema,
  commitmentProof: bytes32Schema,
  manifestHash: bytes32Schema,
  keywordRoot: bytes32Schema,
  stationRoot: bytes32Schema,
});

const preparedSchema = z.strictObject({
  proposal: proposalSchema,
  signature: signatureSchema,
  manifest: signedDocumentSchema,
});

const draftSchema = z.strictObject({
  format: z.literal("medlattice/record-draft/v1"),
  recordId: bytes32Schema,
  parts: z.strictObject({ patient: hexOf(32), institution: hexOf(32) }),
  facts: z.strictObject({
    digest: bytes32Schema,
    sealedSizeBytes: sizeSchema,
    sizeBytes: sizeSchema,
    contentDigest: bytes32Schema,
  }),
  /** Signed already: sent again as it is, so that it is carried out once. What it is, its reader checks. */
  prepared: z.record(z.string(), z.unknown()).nullable(),
});

type DraftDocument = z.infer<typeof draftSchema>;

/** A version of a record on its way: sealed, and then signed. */
export interface VersionDraft<Prepared> {
  readonly recordId: Hex;
  readonly parts: RecordParts;
  readonly facts: SealedFacts;
  /** The sealed file. */
  readonly sealed: Blob;
  readonly prepared: Prepared | null;
}

/** A record on its way to being proposed. */
export type RecordDraft = VersionDraft<PreparedToSend>;

export type PreparedToSend = Pick<PreparedProposal, "proposal" | "signature"> & {
  readonly manifest: PreparedProposal["manifest"]["signed"];
};

/** The stages of writing one record: sealed, then prepared, then gone. */
export interface Drafts<Prepared> {
  find(draftId: string): Promise<VersionDraft<Prepared> | null>;
  /** Keeps the sealed file before anything else of the draft; `keep` makes it count. */
  writeFile(draftId: string, sealed: ReadableStream<Uint8Array>): Promise<Blob>;
  keep(draftId: string, draft: Omit<VersionDraft<Prepared>, "sealed">): Promise<void>;
  remove(draftId: string): Promise<void>;
}

export type RecordDrafts = Drafts<PreparedToSend>;

/** Drafts of records to be proposed. */
export function recordDrafts(person: Person, store: DraftStore): RecordDrafts {
  return draftsOf(person, store, preparedSchema);
}

/**
 * Drafts in a store; what opens the sealed file is itself sealed to the author.
 * @param schema of what is signed and not sent yet
 */
export function draftsOf<Prepared extends Readonly<Record<string, unknown>>>(
  person: Person,
  store: DraftStore,
  schema: z.ZodType<Prepared>,
): Drafts<Prepared> {
  const fileOf = (draftId: string): string => `${draftId}.age`;
  const documentOf = (draftId: string): string => `${draftId}.draft`;

  async function document(draftId: string): Promise<DraftDocument | null> {
    const kept = await store.read(documentOf(draftId));
    if (kept === null) return null;
    try {
      const sealed = toHex(new Uint8Array(await kept.arrayBuffer()));
      return (await openMessage({ schema: draftSchema, sealed, identity: await ownIdentities(person) }))
        .value;
    } catch {
      // Of an earlier version or damaged: the record is sealed anew, nothing of it was sent that counts.
      return null;
    }
  }

  return {
    async find(draftId) {
      const found = await document(draftId);
      const sealed = found === null ? null : await store.read(fileOf(draftId));
      if (found === null || sealed?.size !== found.facts.sealedSizeBytes) return null;
      const { recordId, parts, facts } = found;
      const parsed = schema.nullable().safeParse(found.prepared);
      if (!parsed.success) return null;
      const prepared = parsed.data;
      const opened = { patient: fromHex(parts.patient, 32), institution: fromHex(parts.institution, 32) };
      return { recordId, parts: opened, facts, sealed, prepared };
    },
    async writeFile(draftId, sealed) {
      await store.write(fileOf(draftId), sealed);
      const written = await store.read(fileOf(draftId));
      if (written === null) throw new Error("a draft store lost what it had taken");
      return written;
    },
    async keep(draftId, { recordId, parts, facts, prepared }) {
      const stored = storeJson<DraftDocument>(draftSchema, {
        format: "medlattice/record-draft/v1",
        recordId,
        parts: { patient: toHex(parts.patient), institution: toHex(parts.institution) },
        facts: { ...facts },
        prepared: prepared === null ? null : { ...prepared },
      });
      const { recipient } = await sealingKey(person.master, person.keyPlan.receiveEpoch);
      const sealed = fromHex(await sealDocument(stored, [recipient]));
      await store.write(documentOf(draftId), streamOf([sealed]));
    },
    async remove(draftId) {
      await store.remove(documentOf(draftId));
      await store.remove(fileOf(draftId));
    },
  };
}

const DRAFT_NAME = "medlattice/record-draft-name/v1";

/**
 * The name of a draft follows from what is written, so that the same call finds it again. It is keyed: whoever sees the store cannot
 * test a guess of the content.
 */
export async function draftIdOf(
  person: Person,
  content: Blob | Uint8Array,
  context: readonly string[],
): Promise<string> {
  const digest = createDigest();
  if (content instanceof Uint8Array) digest.update(content);
  else for await (const chunk of iterate(content.stream())) digest.update(chunk);
  const named = framed(...context.map(utf8), digest.digest());
  return toHex(person.master.derive(DRAFT_NAME, [named], 16)).slice(2);
}
