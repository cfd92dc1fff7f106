import type { Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { type ReceivedCorrectionMail, receivedCorrectionMail, sendCorrectionMail } from "./correctionMail.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

export interface RequestCorrectionOptions {
  readonly chainId: number;
  readonly recordId: Hex;
  /** What is wrong, in the person's own words. */
  readonly words: string;
  /** The doctor to ask; default the record's author. For a doctor it is always the patient. */
  readonly to?: Hex;
}

/**
 * "This record is wrong": the patient tells a doctor of the institution, or a doctor the patient. It changes nothing; what is wanted, an
 * erasure too, stands in the words. A copy stays with the sender (`sentCorrectionRequests`); one signature for both.
 * @returns hash of the message, which an answer names
 */
export async function requestCorrection(person: Person, options: RequestCorrectionOptions): Promise<Hex> {
  const { chainId, recordId, words, to } = options;
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { state } = await oracle.records.get(recordId);
  const { personId } = person.pseudonymOn(chainId);
  const recipient = personId === state.patient ? (to ?? state.author) : state.patient;
  return sendCorrectionMail(
    person,
    chainId,
    { format: "medlattice/correction-request/v1", recipient, recordId, version: state.version, words },
    { isKept: true },
  );
}

export type CorrectionRequest = Extract<
  ReceivedCorrectionMail,
  { readonly format: "medlattice/correction-request/v1" }
>;

/** Who has told this person that a record is wrong, newest first. */
export async function correctionRequests(
  person: Person,
  chainId: number,
): Promise<readonly CorrectionRequest[]> {
  return (await allRequests(person, chainId)).filter(({ isOwn }) => !isOwn);
}

/** What this person has said of wrong records, newest first. */
export async function sentCorrectionRequests(
  person: Person,
  chainId: number,
): Promise<readonly CorrectionRequest[]> {
  return (await allRequests(person, chainId)).filter(({ isOwn }) => isOwn);
}

async function allRequests(person: Person, chainId: number): Promise<readonly CorrectionRequest[]> {
  const mail = await receivedCorrectionMail(person, chainId);
  return mail.filter((one) => one.format === "medlattice/correction-request/v1");
}

/** Answers a request in words. @throws InvalidInputError REQUEST_NOT_FOUND */
export async function answerCorrectionRequest(
  person: Person,
  { chainId, request, words }: { readonly chainId: number; readonly request: Hex; readonly words: string },
): Promise<Hex> {
  const asked = (await correctionRequests(person, chainId)).find(({ hash }) => hash === request);
  if (asked === undefined) {
    throw new InvalidInputError("REQUEST_NOT_FOUND", "There is no such request in your mailbox.");
  }
  return sendCorrectionMail(
    person,
    chainId,
    {
      format: "medlattice/correction-words/v1",
      recipient: asked.sender,
      recordId: asked.recordId,
      version: asked.version,
      words,
      about: asked.hash,
    },
    { isKept: true },
  );
}

/** Answers to requests of this person's, and words beside corrections, newest first; also those that this person has given (`isOwn`). */
export async function correctionAnswers(
  person: Person,
  chainId: number,
): Promise<
  readonly Extract<ReceivedCorrectionMail, { readonly format: "medlattice/correction-words/v1" }>[]
> {
  const mail = await receivedCorrectionMail(person, chainId);
  return mail.filter((one) => one.format === "medlattice/correction-words/v1");
}
