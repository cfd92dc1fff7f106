import { VerificationError } from "../../errors/index.ts";

export function invalid(reason: string, cause?: unknown): VerificationError {
  return new VerificationError("REDACTED_INVALID", "The redacted record is not what it must be.", {
    facts: { reason },
    hints: ["It was damaged or made up: ask the patient for another copy."],
    cause,
  });
}
