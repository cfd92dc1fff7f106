import assert from "node:assert/strict";

/** Waits until something holds, and fails with `why` after ten seconds. @param between what is done each time it does not */
export async function until(
  isTrue: () => boolean,
  why: () => string,
  between: () => Promise<void> = async () => undefined,
  patienceMs = 10_000,
): Promise<void> {
  for (const end = performance.now() + patienceMs; !isTrue();) {
    if (performance.now() > end) assert.fail(why());
    await between();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
