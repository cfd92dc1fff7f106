import type { Hex } from "viem";
import { z } from "zod";
import { type RecordEvidence, recordEvidenceSchema } from "../../record/evidence.ts";
import type { RecordState } from "../../record/state.ts";
import { type StateAttestation, stateAttestation } from "../schema/attestations.ts";
import { type RecordAddress, addressReply, signedDocument } from "../schema/manifests.ts";
import {
  type GrantEntry,
  type LabelEntry,
  type RecordEntry,
  type UsageEntry,
  accountReply,
  denialEntry,
  grantEntry,
  labelEntry,
  listOf,
  recordEntry,
  requestEntry,
  usageEntry,
} from "../schema/records.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

export interface PageOptions {
  readonly limit?: number | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** Wait until the oracle's index holds this block, e.g. the one a relayed call is in. */
  readonly atLeastBlock?: number | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

type At = Pick<PageOptions, "atLeastBlock">;
export type SignedDocumentInfo = z.infer<typeof signedDocument>;

/** The read model and what belongs to records off chain, on the session's chain. */
export interface RecordMethods {
  list(
    options?: PageOptions & { as?: "patient" | "author"; treatmentId?: Hex; status?: number },
  ): Promise<Page<RecordEntry>>;
  get(recordId: Hex, options?: At): Promise<RecordEntry>;
  ofTreatment(treatmentId: Hex, options?: PageOptions): Promise<Page<RecordEntry>>;
  usage(options?: PageOptions & { as?: "sender" | "receiver" }): Promise<Page<UsageEntry>>;
  access(accessId: Hex, options?: At): Promise<UsageEntry>;
  grants(options?: PageOptions): Promise<Page<GrantEntry>>;
  denials(options?: At): Promise<readonly z.infer<typeof denialEntry>[]>;
  requests(options?: PageOptions): Promise<Page<z.infer<typeof requestEntry>>>;
  account(options?: At): Promise<z.infer<typeof accountReply>>;
  /** All that proves a record: state, manifest, both signatures. Verify it with `verifyRecord`. */
  evidence(recordId: Hex, options?: At): Promise<RecordEvidence>;
  /** All corrections of a record, the last one first. */
  labels(recordId: Hex, options?: At): Promise<readonly LabelEntry[]>;
  /** The institution's signed word on how a state of its record stands: for who has no node of the record's chain. */
  attest(chainId: number, state: RecordState): Promise<StateAttestation>;
  address(recordId: Hex, options?: At): Promise<RecordAddress>;
  putManifest(manifestHash: Hex, signed: SignedDocumentInfo): Promise<void>;
  getManifest(manifestHash: Hex, options?: { accessId?: Hex }): Promise<SignedDocumentInfo>;
}

export function recordMethods(transport: Transport): RecordMethods {
  const get = <T>(path: string, members: Parameters<typeof query>[0], schema: z.ZodType<T>): Promise<T> =>
    transport.json({ method: "GET", path: `${path}${query(members)}` }, schema);
  const me = "/v1/persons/me";
  return {
    list: (options = {}) => get(`${me}/records`, { ...options }, listOf(recordEntry)),
    get: (recordId, options = {}) => get(`/v1/records/${recordId}`, { ...options }, recordEntry),
    ofTreatment: (id, options = {}) =>
      get(`/v1/treatments/${id}/records`, { ...options }, listOf(recordEntry)),
    usage: (options = {}) => get(`${me}/usage`, { ...options }, listOf(usageEntry)),
    access: (accessId, options = {}) => get(`/v1/accesses/${accessId}`, { ...options }, usageEntry),
    grants: (options = {}) => get(`${me}/grants`, { ...options }, listOf(grantEntry)),
    denials: (options = {}) => get(`${me}/denials`, { ...options }, z.array(denialEntry)),
    requests: (options = {}) => get(`${me}/requests`, { ...options }, listOf(requestEntry)),
    account: (options = {}) => get(`${me}/account`, { ...options }, accountReply),
    evidence: (recordId, options = {}) =>
      get(`/v1/records/${recordId}/evidence`, { ...options }, recordEvidenceSchema),
    labels: (recordId, options = {}) =>
      get(`/v1/records/${recordId}/labels`, { ...options }, z.array(labelEntry)),
    attest: (chainId, state) =>
      transport.json(
        { method: "POST", path: "/v1/records/attestations", json: { chainId, state } },
        stateAttestation,
      ),
    address: (recordId, options = {}) => get(`/v1/records/${recordId}/address`, { ...options }, addressReply),
    putManifest: (manifestHash, signed) =>
      transport.json({ method: "PUT", path: `/v1/manifests/${manifestHash}`, json: signed }, z.undefined()),
    getManifest: (manifestHash, options = {}) =>
      get(`/v1/manifests/${manifestHash}`, { ...options }, signedDocument),
  };
}
