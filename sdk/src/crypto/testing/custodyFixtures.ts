import {
  type CustodyContribution,
  type CustodyKey,
  type CustodySession,
  type CustodyShare,
  type CustodyTask,
  type DealtShare,
  type NonceCommitment,
  type SignatureShare,
  type SigningNonces,
  commitNonces,
  createCustodyContribution,
  custodyPolynomial,
  finishCustodyKey,
  signWithShare,
} from "../index.ts";
import { anId } from "./fixtures.ts";

export interface DealtCustody {
  readonly session: CustodySession;
  readonly contributions: readonly CustodyContribution[];
  readonly shares: readonly DealtShare[];
}

/** Step 1 by every officer. */
export function dealtCustody(threshold = 2, officers = 3): DealtCustody {
  const indices = Array.from({ length: officers }, (_, position) => position + 1);
  const session = { sessionId: anId(), threshold, indices };
  const made = indices.map((index) =>
    createCustodyContribution({ session, index, polynomial: custodyPolynomial(session) }),
  );
  return {
    session,
    contributions: made.map(({ contribution }) => contribution),
    shares: made.flatMap(({ shares }) => shares),
  };
}

/** A key made without a dealer, and every officer's share of it. */
export function custodyOf(
  threshold = 2,
  officers = 3,
): { readonly key: CustodyKey; readonly shares: readonly CustodyShare[] } {
  const dealt = dealtCustody(threshold, officers);
  const finished = dealt.session.indices.map((index) => finishCustodyKey({ ...dealt, index }));
  const [first] = finished;
  if (first === undefined) throw new Error("a session has officers");
  return { key: first.key, shares: finished.map(({ share }) => share) };
}

export interface Signed {
  readonly commitments: readonly NonceCommitment[];
  readonly nonces: readonly SigningNonces[];
  readonly shares: readonly SignatureShare[];
}

/** Both rounds, honestly. */
export function signedBy(key: CustodyKey, task: CustodyTask, signers: readonly CustodyShare[]): Signed {
  const committed = signers.map((share) => commitNonces(share));
  const commitments = committed.map(({ commitment }) => commitment);
  const nonces = committed.map((made) => made.nonces);
  const shares = signers.map((share, position) =>
    signWithShare({ key, task, commitments, share, nonces: at(nonces, position) }),
  );
  return { commitments, nonces, shares };
}

export function at<T>(items: readonly T[], position: number): T {
  const item = items[position];
  if (item === undefined) throw new RangeError("no such item");
  return item;
}
