const PAUSE_MS = 100;
/** A follower is a few blocks behind at most; what differs for longer differs. */
const PATIENCE_MS = 3_000;

/** Repeats a question until it has an answer; after some seconds throws what `reason` makes of the silence. */
export async function untilSettled<T>(
  ask: () => Promise<T | undefined>,
  reason: () => Promise<Error> | Error,
): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw await reason();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
