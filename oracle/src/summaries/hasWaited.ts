/**
 * Whether a time has passed since a moment, by the same clock. A clock that was put back has waited long enough: else what was noted
 * while it was an hour fast would wait that hour more.
 */
export function hasWaited(since: number, now: number, duration: number): boolean {
  return now < since || now - since >= duration;
}
