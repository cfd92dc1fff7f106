import { MedLatticeError, VerificationError } from "../errors/index.ts";
import { LINK_WORDS, PROOF_LINKS, type ProofLink } from "./links.ts";

/** What is no fault of the link: it has its name already, or the wrong node was asked. */
const PASSES: ReadonlySet<string> = new Set(["PROOF_BROKEN", "NODE_OTHER_CHAIN"]);

/** Does what a link takes; what fails there breaks it, unless somebody was only away. @throws VerificationError `PROOF_BROKEN` */
export async function link<T>(name: ProofLink, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MedLatticeError) || error.retryable || PASSES.has(error.code)) throw error;
    throw broken(name, `${error.code}: ${error.message}`, error);
  }
}

/** @throws VerificationError `PROOF_BROKEN` */
export function requireHolds(name: ProofLink, holds: boolean, why: string): void {
  if (!holds) throw broken(name, why);
}

function broken(name: ProofLink, why: string, cause?: unknown): VerificationError {
  const before = PROOF_LINKS.slice(0, PROOF_LINKS.indexOf(name));
  return new VerificationError(
    "PROOF_BROKEN",
    `The proof breaks where ${LINK_WORDS[name]} (link “${name}”): ${sentence(why)}`,
    {
      facts: { link: name, cause: why },
      hints: [
        ...(before.length === 0 ? [] : [`Up to there it holds: ${before.join(", ")}.`]),
        "Ask whoever gave you the proof for a new one.",
      ],
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

function sentence(words: string): string {
  return words.endsWith(".") ? words : `${words}.`;
}
