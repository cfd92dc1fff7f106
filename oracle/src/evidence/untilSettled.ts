const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;
/** A follower is a few blocks behind at most; what differs for longer differs. */
const PATIENCE_MS = 3_000;

/**
 * Repeats a question until it has an answer: soon at first, because a node or index is mostly milliseconds behind, then ever more
 * rarely.
 * @returns undefined when there is none in that time
 */
export async function untilAnswered<T>(
  ask: () => Promise<T | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<T | undefined> {
  const end = performance.now() + patienceMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** The same, and after some seconds throws what `reason` makes of the silence. */
export async function untilSettled<T>(
  ask: () => Promise<T | undefined>,
  reason: () => Promise<Error> | Error,
): Promise<T> {
  const answer = await untilAnswered(ask);
  if (answer === undefined) throw await reason();
  return answer;
}
