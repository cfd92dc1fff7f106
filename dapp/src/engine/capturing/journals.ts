import { PermissionError } from "@medlattice/sdk/errors";

const RELEASE_MS = 3_000;
const LOOK_MS = 200;

/**
 * Deletes a capture's journal while nobody else can have it open: a recorder holds a Web Lock of the journal's name for as long as it lives.
 * One that has just ended lets go in a moment, so it is asked for that long; nothing is queued before the lock is held.
 * @throws PermissionError `CAPTURE_OTHER_WINDOW` while another tab captures
 */
export async function deleteJournal(
  name: string,
  {
    locks = navigator.locks,
    remove = deleteDatabase,
    patienceMs = RELEASE_MS,
  }: {
    readonly locks?: LockManager;
    readonly remove?: (name: string) => Promise<void>;
    readonly patienceMs?: number;
  } = {},
): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const isDone = await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await remove(name);
      return lock !== null;
    });
    if (isDone) return;
    if (performance.now() >= until) {
      throw new PermissionError("CAPTURE_OTHER_WINDOW", "The capture goes on in another window.", {
        hints: ["Finish it there, or close that window first."],
      });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Names of the locks that are held now: a journal among them belongs to a recorder that runs. */
export async function heldNames(locks: LockManager = navigator.locks): Promise<ReadonlySet<string>> {
  const { held = [] } = await locks.query();
  return new Set(held.flatMap(({ name }) => (name === undefined ? [] : [name])));
}

async function deleteDatabase(name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener("success", () => resolve());
    request.addEventListener("error", () =>
      reject(request.error ?? new DOMException("The journal could not be deleted.")),
    );
  });
}
