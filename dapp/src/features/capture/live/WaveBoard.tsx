import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCapture, useLive, type WaveLine } from "../../../capture/index.ts";
import { Checkbox, Details, Muted, Select } from "../../../ui/index.ts";
import { onTheme, resolvedColour, SWEEP_SPEEDS, type SweepSpeed } from "../charts/index.ts";
import { type Board, type BoardLook, createBoard } from "./createBoard.ts";
import { useDeviceNames } from "./useDeviceNames.ts";
import { waveHue, wavesInOrder } from "./vitals.ts";
import styles from "./live.module.css";

/** More can be chosen; a screen that shows everything shows nothing. */
const FIRST = 6;
const USUAL: SweepSpeed = 25;

interface Choice {
  readonly isShown: boolean;
  readonly speed: SweepSpeed;
}

/** All waves on a common time axis. */
export function WaveBoard() {
  const t = useTranslations("capture.waves");
  const waves = useLive((snapshot) => snapshot.waves);
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const ordered = useMemo(() => wavesInOrder(waves), [waves]);
  const choiceOf = (wave: WaveLine, index: number): Choice =>
    choices.get(wave.key) ?? { isShown: index < FIRST, speed: USUAL };
  const rows = ordered.map((wave, index) => ({ wave, ...choiceOf(wave, index) }));
  const shown = rows.filter(({ isShown }) => isShown);
  return (
    <section className={styles["waves"]} aria-labelledby="live-waves">
      <h2 className={styles["sectionTitle"]} id="live-waves">
        {t("title")}
      </h2>
      {rows.length === 0 ? <Muted>{t("none")}</Muted> : <Lanes rows={shown} />}
      {rows.length === 0 ? null : (
        <Details summary={t("choose")}>
          <ChooseWaves
            rows={rows}
            onChoose={(key, choice) => setChoices((before) => new Map(before).set(key, choice))}
          />
        </Details>
      )}
    </section>
  );
}

type Row = { readonly wave: WaveLine } & Choice;

function Lanes({ rows }: { readonly rows: readonly Row[] }) {
  const t = useTranslations("capture.waves");
  const { host } = useCapture();
  const { book } = host;
  const format = useFormatter();
  const nameOf = useDeviceNames();
  const canvas = useRef<HTMLCanvasElement>(null);
  const board = useRef<Board | null>(null);

  /** @param _laid what is shown, so that it is shown anew when that changes */
  const show = useEffectEvent((_laid: string) => {
    const element = canvas.current;
    if (element === null) return;
    const lanes = rows.map(({ wave, speed }) => ({
      wave,
      speed,
      trace: resolvedColour(element, `--wave-${waveHue(wave.code)}`),
    }));
    board.current?.show(lanes, lookOf(element));
  });

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const clock = (at: number): string =>
      format.dateTime(new Date(at), { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
    const created = createBoard({ canvas: element, book, clock });
    board.current = created;
    show("");
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element);
    const forgetTheme = onTheme(() => show(""));
    return () => {
      observer.disconnect();
      forgetTheme();
      created.stop();
      board.current = null;
    };
  }, [book, format]);

  const laid = rows.map(({ wave, speed }) => `${wave.key} ${speed} ${wave.ring.samplesPerSecond}`).join("\n");
  useEffect(() => show(laid), [laid]);

  return (
    <div className={styles["board"]}>
      <canvas
        ref={canvas}
        className={styles["canvas"]}
        role="img"
        aria-label={t("label", { list: rows.map(({ wave }) => wave.code.label).join(", ") })}
      />
      {rows.map(({ wave, speed }) => (
        <div className={styles["lane"]} key={wave.key} data-hue={waveHue(wave.code)}>
          <span className={styles["laneName"]}>{wave.code.label}</span>
          <span className={styles["laneFrom"]}>
            {nameOf(wave.device)}
            {speed === USUAL ? null : ` · ${t("speedOf", { speed: format.number(speed) })}`}
          </span>
        </div>
      ))}
      <div className={styles["axisRow"]}>
        {t("speedOf", { speed: format.number(rows[0]?.speed ?? USUAL) })}
      </div>
    </div>
  );
}

function lookOf(element: Element): BoardLook {
  return {
    background: resolvedColour(element, "--screen"),
    ink: resolvedColour(element, "--ink-soft"),
    line: resolvedColour(element, "--line-strong"),
    marker: resolvedColour(element, "--brand"),
    font: getComputedStyle(element).fontFamily,
  };
}

function ChooseWaves({
  rows,
  onChoose,
}: {
  readonly rows: readonly Row[];
  readonly onChoose: (key: string, choice: Choice) => void;
}) {
  const t = useTranslations("capture.waves");
  const format = useFormatter();
  const nameOf = useDeviceNames();
  return (
    <ul className={styles["choose"]}>
      {rows.map(({ wave, isShown, speed }) => {
        const name = `${wave.code.label}, ${nameOf(wave.device)}`;
        return (
          <li key={wave.key}>
            <Checkbox
              label={name}
              checked={isShown}
              onChecked={(checked) => onChoose(wave.key, { isShown: checked, speed })}
            />
            <Select
              label={t("speed", { name })}
              value={String(speed)}
              onValue={(value) => {
                const chosen = SWEEP_SPEEDS.find((each) => String(each) === value) ?? USUAL;
                onChoose(wave.key, { isShown, speed: chosen });
              }}
              options={SWEEP_SPEEDS.map((each) => ({
                value: String(each),
                label: t("speedOf", { speed: format.number(each) }),
              }))}
            />
          </li>
        );
      })}
    </ul>
  );
}
