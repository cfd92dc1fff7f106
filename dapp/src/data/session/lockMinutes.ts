/** How soon the page locks by itself; what the person may choose. */
export const LOCK_MINUTES = [1, 5, 10, 30] as const;
export type LockMinutes = (typeof LOCK_MINUTES)[number];

const KEY = "medlattice.lock-minutes";
const DEFAULT: LockMinutes = 10;

export function readLockMinutes(): LockMinutes {
  try {
    return parseLockMinutes(localStorage.getItem(KEY));
  } catch {
    return DEFAULT;
  }
}

/** Storage may be closed to the page; then the choice lasts as long as the page. */
export function keepLockMinutes(minutes: LockMinutes): void {
  try {
    localStorage.setItem(KEY, String(minutes));
  } catch {
    // Nothing to do: it is kept in the page.
  }
}

export function parseLockMinutes(stored: string | null): LockMinutes {
  return LOCK_MINUTES.find((minutes) => String(minutes) === stored) ?? DEFAULT;
}
