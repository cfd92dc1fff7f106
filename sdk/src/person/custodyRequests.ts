import type { CustodyRequestEntry, CustodyRequestStatus } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import {
  type CustodyRequest,
  decisionSchema,
  decisionStatement,
  openingInWords,
  parseRequest,
  type RequestInWords,
  signCustodyDocument,
} from "../custody/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { type AdvancedRequest, advanceRequest, readRequest } from "./advanceCustodyRequest.ts";
import { custodyOracle, type CustodyOfficer, heldShare, officersAt } from "./custodyOfficer.ts";
import { everyPage } from "./everyPage.ts";

/** A correction that officers are asked to permit. */
export interface CustodyRequestInWords {
  readonly entry: CustodyRequestEntry;
  readonly request: CustodyRequest;
  /** Null for the proof of possession of a key. */
  readonly words: RequestInWords | null;
}

/**
 * Corrections that officers of this institution are or were asked to permit, newest first.
 * @param options.atMost so many of the newest; default all
 */
export async function custodyRequests(
  officer: CustodyOfficer,
  options: { readonly status?: CustodyRequestStatus; readonly atMost?: number } = {},
): Promise<readonly CustodyRequestInWords[]> {
  const { atMost = Number.POSITIVE_INFINITY, ...which } = options;
  const oracle = await custodyOracle(officer);
  const found: CustodyRequestInWords[] = [];
  const entries = everyPage((page: { readonly cursor?: number }) =>
    oracle.custody.requests({ ...which, ...page }),
  );
  for await (const entry of entries) {
    if (found.length >= atMost) break;
    found.push(inWords(entry));
  }
  return found;
}

/**
 * One request, checked as before signing, in words.
 * @throws VerificationError CUSTODY_REQUEST_FALSE | SIGNATURE_INVALID
 */
export async function reviewCustodyRequest(
  officer: CustodyOfficer,
  requestId: Hex,
): Promise<CustodyRequestInWords> {
  const oracle = await custodyOracle(officer);
  const entry = await oracle.custody.request(requestId);
  await readRequest(officer, entry, requestId, await heldShare(officer, entry.ceremony));
  return inWords(entry);
}

/**
 * An officer permits that a correction is opened, and signs as far as the others have come. The wallet shows the same words. Called
 * again it goes on with the signing.
 * @throws VerificationError CUSTODY_REQUEST_FALSE
 * @throws InvalidInputError CUSTODY_REQUEST_CLOSED once too many have declined
 * @throws PermissionError CUSTODY_NOT_APPROVED for one who has declined before
 */
export async function approveCustodyRequest(
  officer: CustodyOfficer,
  requestId: Hex,
): Promise<AdvancedRequest> {
  await decide(officer, requestId, true);
  return await advanceRequest(officer, requestId);
}

/** An officer does not permit it. Once so many have declined that too few are left, the request is over. @throws as approving does */
export async function declineCustodyRequest(
  officer: CustodyOfficer,
  requestId: Hex,
): Promise<CustodyRequestEntry> {
  await decide(officer, requestId, false);
  return await (await custodyOracle(officer)).custody.request(requestId);
}

async function decide(officer: CustodyOfficer, requestId: Hex, approves: boolean): Promise<void> {
  const { person, chainId } = officer;
  const { entry, request } = await reviewCustodyRequest(officer, requestId);
  const { share } = await heldShare(officer, entry.ceremony);
  // What was decided is in the entry already; `advanceRequest` looks at what it says.
  const isApproved = entry.decisions.some(({ index }) => index === share.index);
  if (approves && (entry.status === "signed" || (entry.status === "open" && isApproved))) return;
  if (entry.status !== "open") throw closed(entry.status);
  const { personId, signer } = person.pseudonymOn(chainId);
  const signed = await signCustodyDocument({
    at: officersAt(officer),
    statement: decisionStatement(request, approves),
    schema: decisionSchema,
    document: { format: "medlattice/custody-decision/v1", request: requestId, officer: personId, approves },
    signer,
  });
  await (await custodyOracle(officer)).custody.decide(requestId, signed);
}

function closed(status: string): InvalidInputError {
  return new InvalidInputError("CUSTODY_REQUEST_CLOSED", "There is nothing left to decide here.", {
    facts: { status },
  });
}

function inWords(entry: CustodyRequestEntry): CustodyRequestInWords {
  const request = parseRequest(entry.document).value;
  const { task } = request;
  return { entry, request, words: task.kind === "opening" ? openingInWords(task) : null };
}
