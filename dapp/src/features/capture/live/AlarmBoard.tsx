import { useEffect, useEffectEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { type LiveUpdate, useCapture, useLive } from "../../../capture/index.ts";
import { Details, Muted, VisuallyHidden } from "../../../ui/index.ts";
import { createAnnouncer } from "./announce.ts";
import { unheardOf } from "./heard.ts";
import { useDeviceNames } from "./useDeviceNames.ts";
import styles from "./live.module.css";

type Alarm = LiveUpdate["alarms"][number];
type Status = LiveUpdate["statuses"][number];

const ORDER = ["high", "medium", "low", "technical", "unknown"] as const;
const SAID = 8;
const LOOK_MS = 1_000;

/** Alarms and states as the instruments say them: by colour, by shape and in words; nothing sounds. */
export function AlarmBoard() {
  const t = useTranslations("capture.alarms");
  const alarms = useLive((snapshot) => snapshot.alarms);
  const statuses = useLive((snapshot) => snapshot.statuses);
  const links = useLive((snapshot) => snapshot.links);
  const { state } = useCapture();
  const format = useFormatter();
  const nameOf = useDeviceNames();
  const unheard = unheardOf(state?.instruments ?? [], links);
  const sorted = alarms.toSorted((one, other) => ORDER.indexOf(one.priority) - ORDER.indexOf(other.priority));
  return (
    <section className={styles["alarms"]} aria-labelledby="live-alarms">
      <h2 className={styles["sectionTitle"]} id="live-alarms">
        {t("title")}
      </h2>
      {unheard.size > 0 ? (
        <p role="status">{t("unheard", { count: unheard.size })}</p>
      ) : sorted.length === 0 ? (
        <Muted>{t("none")}</Muted>
      ) : null}
      <ul className={styles["alarmList"]}>
        {sorted.map((alarm) => (
          <li
            key={`${alarm.device} ${alarm.id}`}
            className={styles["alarm"]}
            data-priority={alarm.priority}
            data-unheard={unheard.has(alarm.device) ? "true" : undefined}
          >
            <Shape priority={alarm.priority} />
            <span>
              <strong>{alarm.text}</strong>
              <span className={styles["faint"]}>
                {t(alarm.priority)} · {nameOf(alarm.device)}
                {unheard.has(alarm.device) ? <> · {t("unheardSince", { time: lastOf(alarm) })}</> : null}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles["hint"]}>{t("hint")}</p>
      {statuses.length === 0 ? null : (
        <Details summary={t("earlier")}>
          <ul className={styles["plainList"]}>{statuses.slice(-SAID).toReversed().map(status)}</ul>
        </Details>
      )}
      <Announcement alarms={sorted} />
    </section>
  );

  /** When its instrument was last heard. */
  function lastOf({ device, at }: Alarm): string {
    const last = Math.max(at, links.get(device)?.heardAt ?? at);
    return format.dateTime(last, { timeStyle: "medium" });
  }

  function status({ device, id, at, level, text }: Status, index: number) {
    return (
      <li key={`${device} ${id} ${at} ${index}`}>
        {t(level)} · {nameOf(device)}: {text}
      </li>
    );
  }
}

/** Three points, two, one, or a square: what tells priorities apart without colours. */
function Shape({ priority }: { readonly priority: Alarm["priority"] }) {
  const paths = {
    high: "M12 3 22 20H2zM12 9.500v5M12 17.200h.01",
    medium: "M12 3l9 9-9 9-9-9zM12 8v5M12 16h.01",
    low: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v5M12 16h.01",
    technical: "M4.500 4.500h15v15h-15zM12 8v5M12 16h.01",
    unknown:
      "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM9.700 9.700a2.400 2.400 0 1 1 3.500 2.100c-.8.4-1.200.9-1.200 1.800M12 16.500h.01",
  } as const;
  return (
    <svg
      aria-hidden="true"
      width="26"
      height="26"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d={paths[priority]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

function Announcement({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const t = useTranslations("capture.alarms");
  const nameOf = useDeviceNames();
  const [announcer] = useState(() =>
    createAnnouncer<Alarm>(({ device, id, priority }) => `${device} ${id} ${priority}`),
  );
  const [said, setSaid] = useState({ urgent: "", calm: "" });
  const look = useEffectEvent(() => {
    const found = announcer.look(alarms, performance.now());
    if (found === null) return;
    const words = (list: readonly Alarm[]): string => {
      const [first, ...more] = list;
      if (first === undefined) return "";
      const text = t("announce", { device: nameOf(first.device), text: first.text });
      return more.length === 0 ? text : `${text} ${t("more", { count: more.length })}`;
    };
    const urgent = found.news.filter(({ priority }) => priority === "high");
    setSaid({ urgent: words(urgent), calm: words(found.news.filter((alarm) => !urgent.includes(alarm))) });
  });
  useEffect(() => {
    const timer = setInterval(() => look(), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <VisuallyHidden>
      <span role="alert">{said.urgent}</span>
      <span role="status">{said.calm}</span>
    </VisuallyHidden>
  );
}
