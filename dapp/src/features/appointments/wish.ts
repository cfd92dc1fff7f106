/** What the request holds at most (docs/wire-formats.md). */
const COMPLAINT_BYTES = 8_192;

export type WishProblem = "complaintMissing" | "complaintLong" | "categoriesMissing";

/** The complaint as it is sent: with the preferred time as a line of its own, since the request has no other place for it. */
export function complaintText(complaint: string, preferredLine: string | null): string {
  return preferredLine === null ? complaint.trim() : `${complaint.trim()}\n\n${preferredLine}`;
}

/** What is missing or too long, in the order of the form. */
export function problemsOf({
  complaint,
  categories,
}: {
  readonly complaint: string;
  readonly categories: readonly string[];
}): readonly WishProblem[] {
  const problems: WishProblem[] = [];
  if (complaint.trim() === "") problems.push("complaintMissing");
  else if (new TextEncoder().encode(complaint).length > COMPLAINT_BYTES) problems.push("complaintLong");
  if (categories.length === 0) problems.push("categoriesMissing");
  return problems;
}
