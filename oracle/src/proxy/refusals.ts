import {
  type MedLatticeError,
  type MedLatticeErrorOptions,
  PermissionError,
  VerificationError,
} from "@medlattice/sdk/errors";

/** Why a proxy does not help, in words for the reader; each with what can be done. */
const REFUSALS = {
  ACCESS_OTHER_READER: [
    "This access was opened by somebody else.",
    "Open the record yourself; an access is for one reader only.",
  ],
  ASKER_NOT_PERMITTED: [
    "Another organisation asks for the reader.",
    "Ask through the oracle of your own organisation, or log in here.",
  ],
  ACCESS_STALE: ["This access is too old.", "Open the record again; that uses the grant once more."],
  ACCESS_UNRELATED: [
    "This access does not fit the share that was dealt.",
    "Ask the patient for a new grant.",
  ],
  DISCLOSURE_MISSING: [
    "The terms of the grant are needed along with this access.",
    "It was opened by a contract wallet: send the grant's disclosure too.",
  ],
  DISCLOSURE_MISMATCH: ["The terms shown are those of another grant.", "Show the grant that was opened."],
  GRANTEE_ORGANIZATION: [
    "An organisation does not help its own people to read; others do.",
    "Ask the proxies of the other organisations.",
  ],
  GRANT_UNKNOWN: ["The grant is not registered with these terms."],
  GRANT_REVOKED: ["The patient has revoked this grant.", "Ask the patient for a new grant."],
  GRANT_NOT_YET_VALID: ["The grant is not valid yet.", "Wait for its time to begin."],
  GRANT_EXPIRED: ["The grant has expired.", "Ask the patient for a new grant."],
  GRANT_DENIED: ["The patient has denied this access.", "Ask the patient."],
  GRANT_NOT_FOR_READING: ["The grant does not permit reading.", "Ask the patient for a grant that does."],
  GRANT_OUT_OF_SCOPE: ["The grant is not for this record.", "Ask the patient for a grant that covers it."],
  GRANT_OTHER_GRANTEE: ["The grant is for somebody else."],
  GRANTOR_INACTIVE: [
    "The patient's identity is suspended, expired or revoked.",
    "The organisation that enrolled the patient knows more.",
  ],
  READER_INACTIVE: [
    "Your identity is suspended, expired or revoked.",
    "Ask the organisation that enrolled you.",
  ],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

export type RefusalCode = keyof typeof REFUSALS;

/** A refusal for a reason that lies in the grant, the access or the reader. */
export function refuse(code: RefusalCode, facts: MedLatticeErrorOptions["facts"] = {}): PermissionError {
  const [sentence, ...hints] = REFUSALS[code];
  return new PermissionError(code, sentence, { hints, facts });
}

/** `IConsentTypes.Verdict` by number; undefined where the grant is good: permitted, and used up by this very access. */
const VERDICTS: readonly (RefusalCode | undefined)[] = [
  undefined,
  "GRANT_UNKNOWN",
  "GRANT_UNKNOWN",
  "GRANT_REVOKED",
  "GRANT_NOT_YET_VALID",
  "GRANT_EXPIRED",
  undefined,
  "GRANT_NOT_FOR_READING",
  "GRANT_OUT_OF_SCOPE",
  "GRANT_DENIED",
  "GRANTOR_INACTIVE",
  "READER_INACTIVE",
  "GRANT_OTHER_GRANTEE",
];

/** @throws PermissionError with the reason for every verdict but "permitted" and "used up" */
export function requirePermitted(verdict: number): void {
  if (verdict < 0 || verdict >= VERDICTS.length) throw refuse("GRANT_UNKNOWN", { verdict });
  const code = VERDICTS[verdict];
  if (code !== undefined) throw refuse(code);
}

/** The record has another content than the one that was opened. */
export function recordCorrected(opened: number, current: number): VerificationError {
  return new VerificationError("RECORD_CORRECTED", "The record was corrected after you opened it.", {
    facts: { opened, current },
    hints: ["Open the present version."],
  });
}

/** Whether the patient should find in the receipts that this was refused. */
export function isRefusal(error: unknown): error is MedLatticeError {
  return (
    error instanceof PermissionError &&
    error.code !== "ACCESS_OTHER_READER" &&
    error.code !== "ASKER_NOT_PERMITTED" &&
    error.code !== "DISCLOSURE_MISSING"
  );
}
