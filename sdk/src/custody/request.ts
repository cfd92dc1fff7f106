import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  chainIdSchema,
  type Hex,
  parseStoredJson,
  signatureSchema,
  storeJson,
  type StoredJson,
  utf8,
} from "../codec/index.ts";
import {
  type CustodyKey,
  type CustodyTask,
  type FirstHalf,
  type OpeningStatement,
  commitmentMessage,
  custodyPublicKey,
  openingTask,
  possessionTask,
} from "../crypto/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { correctionSchema } from "../record/correction.ts";
import { recordStateSchema } from "../record/state.ts";

/** Proof of possession of H1, for one registry. */
export const possessionRequestSchema = z.strictObject({
  kind: z.literal("possession"),
  chainId: chainIdSchema,
  organizationRegistry: addressSchema,
  organization: bytes32Schema,
});

/** Opening a record's commitment to the content that a doctor's correction names. */
export const openingRequestSchema = z.strictObject({
  kind: z.literal("opening"),
  chainId: chainIdSchema,
  registryId: bytes32Schema,
  /** The record's state that the correction changes. */
  state: recordStateSchema,
  correction: correctionSchema,
  authorSignature: signatureSchema,
});

/**
 * What officers are asked to sign. Its hash names the request and stands in what they sign, and it holds the half that the coordinator
 * simulated: nothing of it can change once somebody has committed to a nonce for it.
 */
export const requestSchema = z.strictObject({
  format: z.literal("medlattice/custody-request/v1"),
  ceremony: bytes32Schema,
  task: z.discriminatedUnion("kind", [possessionRequestSchema, openingRequestSchema]),
  /** c1 and z1 of an opening, 32 bytes each. */
  first: z.strictObject({ c1: bytes32Schema, z1: bytes32Schema }).nullable(),
});
export type CustodyRequest = z.infer<typeof requestSchema>;
export type OpeningRequest = z.infer<typeof openingRequestSchema>;
export type PossessionRequest = z.infer<typeof possessionRequestSchema>;

/** An officer's decision on an opening, signed by its wallet. */
export const decisionSchema = z.strictObject({
  format: z.literal("medlattice/custody-decision/v1"),
  request: bytes32Schema,
  officer: bytes32Schema,
  approves: z.boolean(),
});
export type CustodyDecision = z.infer<typeof decisionSchema>;

/** @throws InvalidInputError DOCUMENT_* | REQUEST_INVALID */
export function parseRequest(document: string): StoredJson<CustodyRequest> {
  const stored = parseStoredJson(requestSchema, utf8(document));
  const { task, first } = stored.value;
  const isWhole = (task.kind === "opening") === (first !== null);
  if (isWhole && (task.kind === "possession" || isAbout(task))) return stored;
  throw new InvalidInputError("REQUEST_INVALID", "What officers are asked to sign does not fit together.", {
    facts: { kind: task.kind },
  });
}

export function storeRequest(request: Omit<CustodyRequest, "format">): StoredJson<CustodyRequest> {
  const stored = storeJson(requestSchema, { format: "medlattice/custody-request/v1", ...request });
  return parseRequest(new TextDecoder().decode(stored.bytes));
}

/** The statement that an opening proves, computed from the correction: rule 10. */
export function openingStatementOf({
  chainId,
  registryId,
  state,
  correction,
}: OpeningRequest): Omit<OpeningStatement, "h1"> {
  const { recordId, version, digest, fieldRoot } = correction;
  const m = commitmentMessage({ registryId, chainId: BigInt(chainId), recordId, version, digest, fieldRoot });
  return { commitment: state.commitment, m, registryId };
}

export function firstHalfOf({ first }: CustodyRequest): FirstHalf {
  return { c1: BigInt(first?.c1 ?? 0), z1: BigInt(first?.z1 ?? 0) };
}

/** What the request has officers sign with their shares of `key`. */
export function taskOf(key: CustodyKey, request: CustodyRequest): CustodyTask {
  const { task } = request;
  const h1 = custodyPublicKey(key);
  if (task.kind === "possession") return possessionTask(h1, possessionPlaceOf(task));
  return openingTask({ ...openingStatementOf(task), h1 }, firstHalfOf(request));
}

export function possessionPlaceOf({ chainId, organizationRegistry, organization }: PossessionRequest): {
  readonly chainId: bigint;
  readonly organizationRegistry: Hex;
  readonly orgId: Hex;
} {
  return { chainId: BigInt(chainId), organizationRegistry, orgId: organization };
}

/** The correction is of this record, and the next step of its state. */
function isAbout({ state, correction }: OpeningRequest): boolean {
  return (
    state.recordId === correction.recordId &&
    state.patient === correction.patient &&
    correction.version === state.version + 1 &&
    correction.sequence === state.sequence
  );
}
