/** How often a list that is looked at is read again: others write, decide and read at any time, and nobody should have to reload. */
export const REFRESH_MS = 10_000;

/** For so long what was read counts as fresh when one comes back to a page. */
export const STALE_MS = 5_000;
