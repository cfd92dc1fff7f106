import { useFormatter, useNow } from "use-intl";
import styles from "./text.module.css";

const MINUTE_MS = 60_000;
const DAY_SECONDS = 86_400;

/** "3 days ago", with the exact time as title; what is longer ago than a month as a date. @param at Unix seconds */
export function RelativeTime({ at }: { readonly at: number }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: MINUTE_MS });
  const date = new Date(at * 1000);
  const isNear = Math.abs(now.getTime() / 1000 - at) < 28 * DAY_SECONDS;
  return (
    <time
      className={styles["time"]}
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "full", timeStyle: "short" })}
    >
      {isNear ? format.relativeTime(date, now) : format.dateTime(date, { dateStyle: "medium" })}
    </time>
  );
}

/** A day, with the exact time as title. @param at Unix seconds */
export function ExactTime({ at, withClock = true }: { readonly at: number; readonly withClock?: boolean }) {
  const format = useFormatter();
  const date = new Date(at * 1000);
  return (
    <time
      className={styles["time"]}
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "full", timeStyle: "long" })}
    >
      {format.dateTime(
        date,
        withClock ? { dateStyle: "medium", timeStyle: "short" } : { dateStyle: "medium" },
      )}
    </time>
  );
}
