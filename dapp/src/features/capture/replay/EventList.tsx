import { useState } from "react";
import { useFormatter, useMessages, useTranslations } from "use-intl";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { Badge, Button, Muted, type Tone } from "../../../ui/index.ts";
import { EVENT_GROUPS, type EventGroup, type ReplayEvent } from "./events.ts";
import styles from "./replay.module.css";

const STEP = 100;
const TONES: Readonly<Record<EventGroup, Tone | "neutral" | "brand">> = {
  markers: "brand",
  alarms: "danger",
  states: "neutral",
  gaps: "warning",
};

/** Everything that happened, each to be gone to. */
export function EventList({
  overview,
  events,
  at,
  onGoTo,
}: {
  readonly overview: ReplayOverview;
  readonly events: readonly ReplayEvent[];
  readonly at: number;
  readonly onGoTo: (at: number) => void;
}) {
  const t = useTranslations("capturing.replay");
  const [group, setGroup] = useState<EventGroup | null>(null);
  const [shown, setShown] = useState(STEP);
  const chosen = group === null ? events : events.filter((event) => event.group === group);
  const current = chosen.findLast((event) => event.at <= at)?.key;
  if (events.length === 0) {
    return (
      <div className={styles["noEvents"]}>
        <Muted>{t("noEvents")}</Muted>
      </div>
    );
  }
  return (
    <>
      <div className={styles["filters"]} role="group" aria-label={t("show")}>
        {[null, ...EVENT_GROUPS].map((each) => (
          <Button
            key={each ?? ""}
            size="small"
            variant={group === each ? "secondary" : "quiet"}
            aria-pressed={group === each}
            onClick={() => {
              setGroup(each);
              setShown(STEP);
            }}
          >
            {each === null ? t("everything") : t(`kind.${each}`)}
          </Button>
        ))}
      </div>
      <ol className={styles["events"]} aria-label={t("events")}>
        {chosen.slice(0, shown).map((event) => (
          <li key={event.key}>
            <button
              type="button"
              className={styles["event"]}
              aria-current={event.key === current ? "true" : undefined}
              onClick={() => onGoTo(event.at)}
            >
              <EventRow event={event} overview={overview} />
            </button>
          </li>
        ))}
      </ol>
      {shown >= chosen.length ? null : (
        <Button variant="quiet" wide onClick={() => setShown(shown + STEP)}>
          {t("moreProblems", { count: Math.min(STEP, chosen.length - shown) })}
        </Button>
      )}
    </>
  );
}

function EventRow({ event, overview }: { readonly event: ReplayEvent; readonly overview: ReplayOverview }) {
  const t = useTranslations("capturing.replay");
  const format = useFormatter();
  const { kinds } = useMessages().capturing.replay;
  const { at, to, group, kind, text, device, isOver } = event;
  const name = overview.devices.find(({ id }) => id === device)?.label ?? "";
  const words =
    kind === "gap"
      ? t("gap", { device: name, seconds: format.number((to - at) / 1000, { maximumFractionDigits: 1 }) })
      : isOver
        ? t("ended", { text })
        : text;
  return (
    <>
      <span className={styles["eventTime"]}>{format.dateTime(new Date(at), { timeStyle: "medium" })}</span>
      <Badge tone={isOver ? "neutral" : TONES[group]}>
        {isKnown(kinds, kind) ? t(`kinds.${kind}`) : kind}
      </Badge>
      <span className={styles["eventText"]}>
        {words}
        {kind === "gap" || name === "" ? null : <Muted> {name}</Muted>}
      </span>
    </>
  );
}

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
