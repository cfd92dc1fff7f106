/** What a screen reader is told of alarms: at once what is urgent, never more often than it can be said. */
export interface Announcer<Alarm> {
  /** @returns what to say now, or null; call again after `waitMs` when not null */
  look(alarms: readonly Alarm[], now: number): { readonly news: readonly Alarm[] } | null;
}

const EVERY_MS = 5_000;

/** @param keyOf what makes an alarm a new one */
export function createAnnouncer<Alarm>(keyOf: (alarm: Alarm) => string): Announcer<Alarm> {
  let said = new Set<string>();
  let saidAt = -Infinity;
  return {
    look(alarms, now) {
      const keys = new Set(alarms.map(keyOf));
      // One that ended and comes again is news.
      said = new Set([...said].filter((key) => keys.has(key)));
      if (now - saidAt < EVERY_MS) return null;
      const news = alarms.filter((alarm) => !said.has(keyOf(alarm)));
      if (news.length === 0) return null;
      saidAt = now;
      for (const alarm of news) said.add(keyOf(alarm));
      return { news };
    },
  };
}
