import { useFormatter, useTranslations } from "use-intl";
import { Button, Card, Select } from "../../../ui/index.ts";
import { neighbourOf, type ReplayEvent } from "./events.ts";
import { elapsedWords, type Playback, SPEEDS, type Speed, toggled, type Zoom, ZOOMS } from "./playback.ts";
import styles from "./replay.module.css";

export interface ControlsProps {
  readonly playback: Playback;
  readonly events: readonly ReplayEvent[];
  readonly onChange: (next: (playback: Playback) => Playback) => void;
  readonly onGoTo: (at: number) => void;
}

/** In longer recordings an arrow key goes on by a second. */
const FINE_MS = 120_000;

/** The slider with its events, playing, speed and zoom; all by keyboard, too. */
export function Controls({ playback, events, onChange, onGoTo }: ControlsProps) {
  const t = useTranslations("capturing.replay");
  const format = useFormatter();
  const { from, to, at, isPlaying, speed, zoom } = playback;
  const time = format.dateTime(new Date(at), { timeStyle: "medium" });
  const words = t("at", { time, elapsed: elapsedWords(at - from) });
  const before = neighbourOf(events, at, "before");
  const after = neighbourOf(events, at, "after");
  return (
    <Card>
      <div className={styles["controls"]}>
        <p className={styles["clock"]} aria-hidden="true">
          {time} <span>{elapsedWords(at - from)}</span>
        </p>
        <div className={styles["timeline"]}>
          <input
            type="range"
            aria-label={t("position")}
            aria-valuetext={words}
            min={0}
            max={Math.max(1, Math.round(to - from))}
            step={to - from > FINE_MS ? 1_000 : 100}
            value={Math.round(at - from)}
            onChange={(event) => onGoTo(from + Number(event.target.value))}
          />
          <Ticks playback={playback} events={events} />
        </div>
        <div className={styles["buttons"]}>
          <Button
            size="small"
            icon="back"
            disabled={before === null}
            onClick={() => before && onGoTo(before.at)}
          >
            {t("before")}
          </Button>
          <Button size="small" variant="primary" onClick={() => onChange(toggled)}>
            {t(isPlaying ? "pause" : "play")}
          </Button>
          <Button
            size="small"
            icon="next"
            disabled={after === null}
            onClick={() => after && onGoTo(after.at)}
          >
            {t("after")}
          </Button>
          <Select
            label={t("speed")}
            value={String(speed)}
            onValue={(chosen) => onChange((now) => ({ ...now, speed: speedOf(chosen) }))}
            options={SPEEDS.map((each) => ({
              value: String(each),
              label: t("speedOf", { speed: String(each) }),
            }))}
          />
          <Select
            label={t("zoom")}
            value={String(zoom)}
            onValue={(chosen) => onChange((now) => ({ ...now, zoom: zoomOf(chosen) }))}
            options={ZOOMS.map((each) => ({
              value: String(each),
              label: each < 60 ? t("seconds", { count: each }) : t("minutes", { count: each / 60 }),
            }))}
          />
        </div>
      </div>
    </Card>
  );
}

/** Where something happened, under the slider. Drawn only: the list below says the same in words. */
function Ticks({ playback: { from, to }, events }: Pick<ControlsProps, "playback" | "events">) {
  const length = Math.max(1, to - from);
  const part = (milliseconds: number): string => `${(milliseconds / length) * 100}%`;
  return (
    <div className={styles["ticks"]} aria-hidden="true">
      {events.map((event) => (
        <span
          key={event.key}
          data-group={event.group}
          style={{
            insetInlineStart: part(Math.min(length, Math.max(0, event.at - from))),
            ...(event.group === "gaps" ? { inlineSize: part(event.to - event.at) } : {}),
          }}
        />
      ))}
    </div>
  );
}

function speedOf(text: string): Speed {
  return SPEEDS.find((each) => String(each) === text) ?? 1;
}

function zoomOf(text: string): Zoom {
  return ZOOMS.find((each) => String(each) === text) ?? 10;
}
