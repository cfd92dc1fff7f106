import { type KeyGenerationSession, createKeyContribution, multiplyShares } from "../index.ts";
import { anId } from "./fixtures.ts";

/** By default three members of whom two suffice. */
export function aSession(threshold = 2, members = 3): KeyGenerationSession {
  return { sessionId: anId(), threshold, indices: Array.from({ length: members }, (_, i) => i + 1) };
}

/** Step 1 by honest members. */
export function contributionsOf(session: KeyGenerationSession) {
  const made = session.indices.map((index) => createKeyContribution({ session, index }));
  return {
    contributions: made.map(({ contribution }) => contribution),
    shares: made.flatMap(({ shares }) => shares),
  };
}

/** Steps 1 to 3 by honest members. */
export function aGeneration(session = aSession()) {
  const { contributions, shares } = contributionsOf(session);
  const multiplied = session.indices.map((index) =>
    multiplyShares({ session, index, contributions, shares }),
  );
  return {
    session,
    contributions,
    shares,
    holders: multiplied.map(({ share }) => share),
    products: multiplied.map(({ product }) => product),
  };
}
