import { type CaptureStore, createIndexedDbStore, createSealedStore } from "@medlattice/sdk/device/record";
import { PermissionError } from "@medlattice/sdk/errors";
import type { ResumeSeed } from "../contract.ts";

/**
 * The journal of one capture, sealed, and of this worker alone while it lives: a lock that goes with it keeps other tabs out.
 * @throws PermissionError `CAPTURE_OTHER_WINDOW`
 */
export async function openJournal({ journal, journalKey, captureId }: ResumeSeed): Promise<CaptureStore> {
  await holdAlone(journal);
  const store = await createIndexedDbStore({ name: journal });
  return createSealedStore({ store, key: journalKey, captureId });
}

async function holdAlone(name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const asked = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) {
        throw new PermissionError("CAPTURE_OTHER_WINDOW", "The capture goes on in another window.", {
          hints: ["Go on there, or close that window."],
        });
      }
      resolve();
      // Held for as long as the worker lives.
      return new Promise<never>(() => undefined);
    });
    asked.catch(reject);
  });
}
