import type { CeremonyEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { custodyPublicKey, encodeCommitmentKey, finishCustodyKey } from "../crypto/index.ts";
import {
  CONFIRMATION_STATEMENT,
  confirmationSchema,
  contributionOf,
  sessionOf,
  signCustodyDocument,
  storeCeremony,
} from "../custody/index.ts";
import { VerificationError } from "../errors/index.ts";
import { newId } from "../record/index.ts";
import { advanceRequest } from "./advanceCustodyRequest.ts";
import { agreedKey, type CustodyBoard, readBoard } from "./custodyBoard.ts";
import { contributeToCustody, receiveShares } from "./custodyContribution.ts";
import { custodyOracle, type CustodyOfficer, heldShare, holdShare, officersAt } from "./custodyOfficer.ts";
import { institutionOf } from "./places.ts";

/**
 * Begins a key of officers, who hold the institution's trapdoor together. Its order is theirs by personId, so that the same choice is the
 * same list.
 * @param options.officers their pseudonyms on the institution's private chain
 * @returns the ceremony's id, by which every officer takes part (`advanceCeremony`)
 * @throws InvalidInputError CEREMONY_INVALID
 */
export async function beginCustody(
  officer: CustodyOfficer,
  { threshold, officers }: { readonly threshold: number; readonly officers: readonly Hex[] },
): Promise<{ readonly ceremony: Hex }> {
  const { person, chainId } = officer;
  const stored = storeCeremony({
    organization: institutionOf(person.network, chainId),
    chainId,
    threshold,
    officers: officers.toSorted(),
    nonce: newId(),
  });
  const oracle = await custodyOracle(officer);
  await oracle.custody.begin(new TextDecoder().decode(stored.bytes));
  return { ceremony: stored.hash };
}

/** Whom a ceremony waits for, and for what. */
export interface CeremonyProgress {
  readonly entry: CeremonyEntry;
  /** Share indices of officers that have yet to act, this one not among them unless its key is elsewhere. */
  readonly waitingFor: readonly number[];
  /** H1 as it will be registered, once this officer holds its share. */
  readonly h1: Hex | null;
}

/** More rounds than a ceremony has: an oracle that answers without end gets no further. */
const MAX_STEPS = 12;

/**
 * Does whatever is this officer's to do in a ceremony now: contribute, check the others' shares and confirm or complain, prove that the key
 * is held. Repeated after a crash it goes on where it was. The wallet is asked twice in all.
 *
 * @throws VerificationError CUSTODY_BOARD_FALSE | CONTRIBUTION_INVALID when the oracle shows what no honest officer made
 */
export async function advanceCeremony(officer: CustodyOfficer, id: Hex): Promise<CeremonyProgress> {
  for (let steps = 0; ; steps++) {
    const board = await readBoard(officer, id);
    if (steps === MAX_STEPS || !(await takeStep(officer, board))) return await progressOf(officer, board);
  }
}

async function takeStep(officer: CustodyOfficer, board: CustodyBoard): Promise<boolean> {
  const { entry, index } = board;
  if (entry.status === "collecting") {
    if (entry.contributions.some((made) => made.index === index)) return false;
    await contributeToCustody(officer, board);
    return true;
  }
  if (entry.status === "confirming") {
    if (entry.confirmations.some((made) => made.index === index)) return false;
    return await confirmShare(officer, board);
  }
  if (entry.status === "proving") return await provePossession(officer, board);
  return false;
}

/** @returns whether anything was done: not while shares are still on their way */
async function confirmShare(officer: CustodyOfficer, board: CustodyBoard): Promise<boolean> {
  const { ceremony, index } = board;
  const { person, chainId } = officer;
  const oracle = await custodyOracle(officer);
  const received = await receiveShares(officer, board);
  if (received.cheaters.length > 0) {
    throw new VerificationError("CONTRIBUTION_INVALID", "The oracle shows a contribution that is false.", {
      facts: { index: received.cheaters.join(",") },
    });
  }
  const [complaint] = received.wrong;
  if (complaint !== undefined) {
    await oracle.custody.complain(ceremony.hash, complaint);
    return true;
  }
  if (received.missing.length > 0) return false;
  const { key, share, transcript } = finishCustodyKey({
    session: sessionOf(ceremony),
    index,
    contributions: board.contributions.map(contributionOf),
    shares: received.shares,
  });
  // Kept before anybody hears that it is held.
  await holdShare(officer, { ceremony: ceremony.hash, key, share, transcript });
  const { personId, signer } = person.pseudonymOn(chainId);
  const signed = await signCustodyDocument({
    at: officersAt(officer),
    statement: CONFIRMATION_STATEMENT,
    schema: confirmationSchema,
    document: {
      format: "medlattice/custody-confirmation/v1",
      ceremony: ceremony.hash,
      officer: personId,
      index,
      transcript,
      h1: key.commitments[0] ?? "0x",
    },
    signer,
  });
  await oracle.custody.confirm(ceremony.hash, signed);
  await Promise.all(received.mail.map((messageId) => oracle.mailbox.remove(messageId)));
  return true;
}

/** Only of a key that every officer has confirmed over its own signature. */
async function provePossession(officer: CustodyOfficer, board: CustodyBoard): Promise<boolean> {
  const { ceremony, entry } = board;
  const held = await heldShare(officer, ceremony.hash);
  if (agreedKey(board).commitments[0] !== held.key.commitments[0]) {
    throw new VerificationError(
      "CUSTODY_BOARD_FALSE",
      "The officers have confirmed another key than yours.",
      {
        facts: { member: "confirmation" },
      },
    );
  }
  let hasActed = false;
  for (const { requestId, proof } of entry.possessions) {
    if (proof === null && (await advanceRequest(officer, requestId)).hasActed) hasActed = true;
  }
  return hasActed;
}

async function progressOf(officer: CustodyOfficer, board: CustodyBoard): Promise<CeremonyProgress> {
  const { entry, ceremony, index } = board;
  const isMade = entry.status !== "collecting" && entry.status !== "confirming";
  const done = entry.status === "collecting" ? entry.contributions : entry.confirmations;
  const waitingFor = isMade
    ? []
    : sessionOf(ceremony).indices.filter((each) => !done.some((made) => made.index === each));
  const holds = entry.confirmations.some((made) => made.index === index);
  const h1 = holds
    ? encodeCommitmentKey(custodyPublicKey((await heldShare(officer, ceremony.hash)).key))
    : null;
  return { entry, waitingFor, h1 };
}
