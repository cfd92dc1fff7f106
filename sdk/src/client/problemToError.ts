import {
  InvalidInputError,
  type MedLatticeError,
  type MedLatticeErrorOptions,
  PermissionError,
  UnavailableError,
  VerificationError,
} from "../errors/index.ts";
import { type Problem, problem } from "./schema/problem.ts";

/**
 * Turns an answer that is not 2xx into the typed error the oracle threw (RFC 9457).
 * A body that is no problem document, as a proxy in between may give, becomes ORACLE_ANSWER_UNREADABLE.
 */
export function problemToError(status: number, body: unknown): MedLatticeError {
  const parsed = problem.safeParse(body);
  if (!parsed.success) {
    return new UnavailableError("ORACLE_ANSWER_UNREADABLE", "The oracle's answer cannot be understood.", {
      facts: { status },
      retryable: status >= 500,
    });
  }
  return build(status, parsed.data);
}

function build(status: number, document: Problem): MedLatticeError {
  const options: MedLatticeErrorOptions = {
    hints: document.hints,
    facts: document.facts,
    retryable: document.retryable,
  };
  if (status === 401 || status === 403) return new PermissionError(document.code, document.detail, options);
  if (status === 422) return new VerificationError(document.code, document.detail, options);
  if (status === 429 || status >= 500) return new UnavailableError(document.code, document.detail, options);
  return new InvalidInputError(document.code, document.detail, options);
}
