/** Waits for answers as long as it is worth it. */
export interface Gathering<Answer> {
  /** What came so far. */
  readonly answers: readonly Answer[];
  /**
   * Until everybody has answered, or, once `isEnough`, a little longer for those who are about to, or the time is over.
   * @returns whether more may come
   */
  wait(isEnough: () => boolean): Promise<boolean>;
}

const LOOK_MS = 25;

/** @param graceMs for the others, once there is enough */
export function gather<Answer>(
  asked: readonly Promise<Answer>[],
  { deadlineMs, graceMs }: { readonly deadlineMs: number; readonly graceMs: number },
): Gathering<Answer> {
  const answers: Answer[] = [];
  let open = asked.length;
  const began = performance.now();
  for (const each of asked) {
    each
      .then((answer) => answers.push(answer))
      .catch(() => undefined)
      .finally(() => (open -= 1));
  }
  return {
    answers,
    async wait(isEnough) {
      let enoughSince: number | undefined;
      for (;;) {
        const now = performance.now();
        if (open === 0 || now - began >= deadlineMs) return false;
        if (isEnough()) enoughSince ??= now;
        if (enoughSince !== undefined && now - enoughSince >= graceMs) return true;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    },
  };
}
