import { z } from "zod";
import type { CustodyRequestEntry } from "../client/index.ts";
import { bytes32Schema, type Hex } from "../codec/index.ts";
import { commitNonces, type SigningNonces, signWithShare } from "../crypto/index.ts";
import {
  type CustodyRequest,
  decisionSchema,
  decisionStatement,
  parseRequest,
  taskOf,
  verifyCustodyDocument,
} from "../custody/index.ts";
import { addressOf } from "../eip712/index.ts";
import { PermissionError, VerificationError } from "../errors/index.ts";
import { chainById } from "../network/index.ts";
import { contractsOf } from "../chain/index.ts";
import {
  custodyOracle,
  type CustodyOfficer,
  heldShare,
  type HeldShare,
  officersAt,
  scalarHex,
} from "./custodyOfficer.ts";
import { keepSealed, openSealed } from "./custodyStore.ts";
import { checkThrough } from "./checkThrough.ts";
import { institutionOf } from "./places.ts";
import { verifyOpeningRequest } from "./verifyOpeningRequest.ts";

const noncesSchema = z.strictObject({
  format: z.literal("medlattice/custody-nonces/v1"),
  request: bytes32Schema,
  hiding: bytes32Schema,
  binding: bytes32Schema,
});

/** As many rounds as officers may begin, and a few. */
const MAX_STEPS = 40;

/** How far a request is after this officer has done what is its to do. */
export interface AdvancedRequest {
  readonly entry: CustodyRequestEntry;
  readonly hasActed: boolean;
}

/**
 * Does whatever is this officer's to do for a request now: commit to nonces, sign the attempts it is part of, join the next one. Of a
 * correction only after its own approval, and after looking at everything again.
 *
 * @throws PermissionError CUSTODY_NOT_APPROVED
 * @throws VerificationError CUSTODY_REQUEST_FALSE when the oracle shows another request than was asked for, or what the chain denies
 */
export async function advanceRequest(officer: CustodyOfficer, requestId: Hex): Promise<AdvancedRequest> {
  const oracle = await custodyOracle(officer);
  for (let steps = 0; ; steps++) {
    const entry = await oracle.custody.request(requestId);
    if (entry.status !== "open" || steps === MAX_STEPS) return { entry, hasActed: steps > 0 };
    const held = await heldShare(officer, entry.ceremony);
    if (entry.liars.includes(held.share.index)) return { entry, hasActed: steps > 0 };
    const request = await readRequest(officer, entry, requestId, held);
    if (request.task.kind === "opening") await requireApproved(officer, entry, request);
    if (!(await takeStep(officer, { entry, request, requestId, held })))
      return { entry, hasActed: steps > 0 };
  }
}

/** @internal The request that has this id, and nothing that the chain or this officer's key denies. */
export async function readRequest(
  officer: CustodyOfficer,
  entry: CustodyRequestEntry,
  requestId: Hex,
  held: HeldShare,
): Promise<CustodyRequest> {
  const { hash, value } = parseRequest(entry.document);
  if (hash !== requestId || value.ceremony !== held.ceremony) throw requestFalse("request");
  const { task } = value;
  const { network } = officer.person;
  const organization = institutionOf(network, officer.chainId);
  if (task.kind === "opening") await verifyOpeningRequest(officer, task, held);
  else {
    const { organizationRegistry } = contractsOf(chainById(network, task.chainId));
    if (task.organization !== organization || task.organizationRegistry !== organizationRegistry) {
      throw requestFalse("registry");
    }
  }
  return value;
}

interface Step {
  readonly entry: CustodyRequestEntry;
  readonly request: CustodyRequest;
  readonly requestId: Hex;
  readonly held: HeldShare;
}

async function takeStep(
  officer: CustodyOfficer,
  { entry, request, requestId, held }: Step,
): Promise<boolean> {
  const { key, share } = held;
  const oracle = await custodyOracle(officer);
  const task = taskOf(key, request);
  for (const { number, commitments, shares, isOver } of entry.attempts) {
    const own = commitments.find(({ index }) => index === share.index);
    if (isOver || own === undefined || shares.some(({ index }) => index === share.index)) continue;
    const nonces = await takeNonces(officer, requestId, own.hiding);
    if (nonces === null) continue;
    const part = signWithShare({ key, share, task, commitments, nonces });
    await oracle.custody.sign(requestId, number, scalarHex(part.z));
    return true;
  }
  if (entry.waiting.includes(share.index)) return false;
  const { nonces, commitment } = commitNonces(share);
  await keepSealed(
    { store: officer.store, master: officer.person.master },
    nameOf(commitment.hiding),
    noncesSchema,
    {
      format: "medlattice/custody-nonces/v1",
      request: requestId,
      hiding: scalarHex(nonces.hiding),
      binding: scalarHex(nonces.binding),
    },
  );
  const { hiding, binding } = commitment;
  await oracle.custody.commit(requestId, { hiding, binding });
  return true;
}

/** They are gone from the store, for good, before anything is signed with them. */
async function takeNonces(
  { store, person }: CustodyOfficer,
  requestId: Hex,
  hiding: Hex,
): Promise<SigningNonces | null> {
  const name = nameOf(hiding);
  const bytes = await store.take(name);
  if (bytes === null) return null;
  const kept = openSealed(person.master, name, noncesSchema, bytes);
  if (kept.request !== requestId) throw requestFalse("nonces");
  return { hiding: BigInt(kept.hiding), binding: BigInt(kept.binding) };
}

/** The oracle cannot invent an approval: it stands over the officer's own signature. */
async function requireApproved(
  officer: CustodyOfficer,
  { decisions, requestId }: CustodyRequestEntry,
  request: CustodyRequest,
): Promise<void> {
  const { person, chainId } = officer;
  const { personId, signer } = person.pseudonymOn(chainId);
  for (const { signed } of decisions) {
    if (signed.signer !== addressOf(signer)) continue;
    const { value } = await verifyCustodyDocument({
      at: officersAt(officer),
      officer: personId,
      statement: decisionStatement(request, true),
      schema: decisionSchema,
      signed,
      check: checkThrough(person, chainId),
    });
    if (value.request === requestId && value.approves) return;
  }
  throw new PermissionError("CUSTODY_NOT_APPROVED", "You have not approved this request.", {
    hints: ["Approve it first; nothing is signed before."],
  });
}

function requestFalse(member: string): VerificationError {
  return new VerificationError("CUSTODY_REQUEST_FALSE", "What the oracle asks to be signed does not hold.", {
    facts: { member },
    hints: ["Sign nothing, and tell the other officers: the institution's oracle may have been broken into."],
  });
}

function nameOf(hiding: Hex): string {
  return `nonce-${hiding.slice(2, 66)}`;
}
