/** Why there is no proof yet: the record is under no seal. */
const NOT_YET = "PROOF_NOT_ANCHORED";

/** What an error says of when there will be a proof. @returns null for any other error; `seconds` null where nobody can tell */
export function waitOf(error: unknown): { readonly seconds: number | null } | null {
  if (!(error instanceof Error) || !("code" in error) || error.code !== NOT_YET) return null;
  const facts =
    "facts" in error && typeof error.facts === "object" && error.facts !== null ? error.facts : {};
  const seconds = "retryAfterSeconds" in facts ? Number(facts.retryAfterSeconds) : Number.NaN;
  return { seconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : null };
}
