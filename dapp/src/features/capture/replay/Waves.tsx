import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { ErrorState } from "../../../ui/index.ts";
import { type Colours, coloursOf, drawStrip } from "./drawStrip.ts";
import { unitText } from "../live/units.ts";
import { onTheme } from "./resolvedColour.ts";
import type { ReplayEvent } from "./events.ts";
import { type Playback, spanOf } from "./playback.ts";
import { useTiles } from "./useReplay.ts";
import styles from "./replay.module.css";

export interface WavesProps {
  readonly overview: ReplayOverview;
  readonly events: readonly ReplayEvent[];
  readonly playback: Playback;
  /** The exact moment, between two renderings, too. */
  readonly now: RefObject<Playback>;
}

/** Every wave in the same stretch of time, one below the other. */
export function Waves({ overview, events, playback, now }: WavesProps) {
  const t = useTranslations("capturing.replay");
  const format = useFormatter();
  const tiles = useTiles(overview);
  const [error, setError] = useState<unknown>(null);
  const place = useRef<HTMLDivElement>(null);
  const canvases = useRef(new Map<string, HTMLCanvasElement>());
  const colours = useRef<readonly Colours[]>([]);
  const draw = useRef<(playback: Playback) => void>(() => undefined);
  const clock = useCallback((at: number) => format.dateTime(new Date(at), { timeStyle: "medium" }), [format]);

  useEffect(() => {
    draw.current = (moment) => {
      const { from, to } = spanOf(moment);
      overview.waves.forEach((wave, index) => {
        const canvas = canvases.current.get(wave.id);
        const own = colours.current[index];
        if (canvas === undefined || own === undefined) return;
        const gaps = overview.devices.find(({ id }) => id === wave.device)?.gaps ?? [];
        drawStrip(canvas, {
          wave,
          runs: tiles.runs(wave.id, from, to),
          from,
          to,
          at: moment.at,
          bounds: overview,
          gaps,
          events,
          colours: own,
          clock: index === overview.waves.length - 1 ? clock : null,
        });
      });
    };
    const element = place.current;
    if (element === null) return undefined;
    const redraw = (): void => draw.current(now.current);
    const paint = (): void => {
      colours.current = overview.waves.map((_, index) => coloursOf(element, index));
      redraw();
    };
    paint();
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    const forgetTheme = onTheme(paint);
    const forgetTiles = tiles.subscribe((failure) => {
      setError(failure);
      redraw();
    });
    return () => {
      observer.disconnect();
      forgetTheme();
      forgetTiles();
    };
  }, [overview, events, tiles, clock, now]);

  useEffect(() => draw.current(playback), [playback]);

  const { isPlaying } = playback;
  useEffect(() => {
    if (!isPlaying) return undefined;
    let frame = requestAnimationFrame(function step() {
      draw.current(now.current);
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, now]);

  const { from, to } = spanOf(playback);
  return (
    <div ref={place}>
      {overview.waves.map((wave, index) => (
        <figure key={wave.id} className={styles["strip"]}>
          <figcaption className={styles["stripName"]}>
            {wave.label}{" "}
            <span>
              {[unitText(wave.unit), overview.devices.find(({ id }) => id === wave.device)?.label]
                .filter((part) => part !== undefined && part !== "")
                .join(" · ")}
            </span>
          </figcaption>
          <canvas
            className={styles["wave"]}
            data-last={index === overview.waves.length - 1}
            role="img"
            aria-label={t("waveOf", {
              label: wave.label,
              device: overview.devices.find(({ id }) => id === wave.device)?.label ?? "",
              from: clock(from),
              to: clock(to),
            })}
            ref={(canvas) => {
              if (canvas === null) canvases.current.delete(wave.id);
              else canvases.current.set(wave.id, canvas);
            }}
          />
        </figure>
      ))}
      {error === null ? null : <ErrorState error={error} />}
    </div>
  );
}
