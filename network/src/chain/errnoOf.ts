/** The system's code of an error, such as `ENOSPC`, or undefined if it has none. */
export function errnoOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}
