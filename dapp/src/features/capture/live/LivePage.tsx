import { type ReactNode, useEffect, useRef, useState } from "react";
import { useFormatter, useMessages, useTranslations } from "use-intl";
import { visitCode } from "@medlattice/sdk/visit";
import { type CapturedInstrument, type CaptureState, useCapture } from "../../../capture/index.ts";
import { useSession } from "../../../data/index.ts";
import { Badge, Button, ConfirmDialog, EmptyState, ErrorState, Icon, Notice } from "../../../ui/index.ts";
import { AddDialog } from "./adding/AddDialog.tsx";
import { AlarmBoard } from "./AlarmBoard.tsx";
import { Instruments } from "./Instruments.tsx";
import { elapsed, MarkerBar } from "./MarkerBar.tsx";
import { NumericBoard } from "./NumericBoard.tsx";
import { TrendStrip } from "./TrendStrip.tsx";
import { useNow } from "./useNow.ts";
import { useFullScreen, useLowLight, useWakeLock } from "./useScreen.ts";
import { WaveBoard } from "./WaveBoard.tsx";
import styles from "./live.module.css";

const NEARLY = 0.9;

/** Several instruments at once, live, while they are captured. */
export function LivePage({ state }: { readonly state: CaptureState }) {
  const t = useTranslations("capture");
  const [isAdding, setIsAdding] = useState(false);
  const [again, setAgain] = useState<CapturedInstrument | null>(null);
  const [trendOf, setTrendOf] = useState<string | null>(null);
  useWakeLock();
  const open = (instrument: CapturedInstrument | null) => {
    setAgain(instrument);
    setIsAdding(true);
  };
  const hasAny = state.instruments.length > 0;
  return (
    <div className={styles["live"]} data-phase={state.phase}>
      <Head state={state} onAdd={() => open(null)} />
      <Banners state={state} />
      {hasAny ? (
        <>
          <div className={styles["monitor"]}>
            <WaveBoard />
            <NumericBoard trendOf={trendOf} onTrend={setTrendOf} />
          </div>
          <div className={styles["below"]}>
            <MarkerBar />
            <AlarmBoard />
            <TrendStrip chosen={trendOf} onChoose={setTrendOf} />
            <Instruments onAddAgain={open} />
          </div>
        </>
      ) : (
        <EmptyState
          title={t("empty.title")}
          action={
            <Button variant="primary" icon="plus" onClick={() => open(null)}>
              {t("addInstrument")}
            </Button>
          }
        >
          {t("empty.text")}
        </EmptyState>
      )}
      <AddDialog
        key={`${again?.key ?? "new"} ${isAdding}`}
        again={again}
        isOpen={isAdding}
        onClose={() => setIsAdding(false)}
      />
    </div>
  );
}

function Head({ state, onAdd }: { readonly state: CaptureState; readonly onAdd: () => void }) {
  const t = useTranslations("capture");
  const { host } = useCapture();
  const { treatment } = state.begin;
  const [isLow, setIsLow] = useLowLight();
  const [isFull, toggleFull] = useFullScreen();
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const title = t("title");
  useEffect(() => {
    document.title = `${title} · MedLattice`;
  }, [title]);
  const act = async (work: () => Promise<void>) => {
    setIsBusy(true);
    setError(null);
    try {
      await work();
      setIsAsking(false);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setIsBusy(false);
    }
  };
  const isPaused = state.phase === "paused";
  return (
    <header className={styles["head"]}>
      <div className={styles["headLine"]}>
        <h1 className={styles["title"]} tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {treatment === null ? (
          <Badge tone="warning">{t("demonstration")}</Badge>
        ) : (
          <Badge tone="brand">{t("visit", { code: visitCode(treatment.treatmentId) })}</Badge>
        )}
        <Elapsed state={state} />
      </div>
      <div className={styles["actions"]} role="group" aria-label={t("toolbar")}>
        <Button icon="plus" onClick={onAdd}>
          {t("addInstrument")}
        </Button>
        <Button
          icon={isPaused ? "play" : "pause"}
          busy={isBusy}
          variant={isPaused ? "primary" : "secondary"}
          onClick={() => void act(() => (isPaused ? host.proceed() : host.pause()))}
        >
          {isPaused ? t("proceed") : t("pause")}
        </Button>
        <Toggle icon="moon" isOn={isLow} onToggle={() => setIsLow(!isLow)}>
          {t("lowLight")}
        </Toggle>
        <Button icon="expand" onClick={toggleFull}>
          {isFull ? t("leaveFullScreen") : t("fullScreen")}
        </Button>
        <Button icon="stop" variant="danger-quiet" onClick={() => setIsAsking(true)}>
          {t("finish")}
        </Button>
      </div>
      <p className={styles["notMonitor"]}>
        <Icon name="info" size={16} />
        {t("notMonitor")}
      </p>
      {error === null || isAsking ? null : <ErrorState error={error} />}
      <ConfirmDialog
        isOpen={isAsking}
        title={t("finishTitle")}
        confirmLabel={t("finish")}
        busy={isBusy}
        onClose={() => setIsAsking(false)}
        onConfirm={() => void act(() => host.finish())}
      >
        <p>{t("finishText")}</p>
        {error === null ? null : <ErrorState error={error} />}
      </ConfirmDialog>
    </header>
  );
}

function Toggle({
  icon,
  isOn,
  onToggle,
  children,
}: {
  readonly icon: "moon";
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Button icon={icon} aria-pressed={isOn} onClick={onToggle}>
      {children}
    </Button>
  );
}

function Elapsed({ state }: { readonly state: CaptureState }) {
  const t = useTranslations("capture");
  const now = useNow();
  const time = elapsed(now - state.begin.startedAt);
  return (
    <span className={styles["elapsed"]} data-phase={state.phase}>
      <span className={styles["dot"]} aria-hidden="true" />
      <span>{state.phase === "paused" ? t("bar.paused") : t("recording")}</span>
      <span className={styles["tabular"]} aria-label={t("elapsed", { time })} role="timer">
        {time}
      </span>
    </span>
  );
}

function Banners({ state }: { readonly state: CaptureState }) {
  const t = useTranslations("capture");
  const { problem: known } = useMessages().capture;
  const format = useFormatter();
  const { phase, problem, bundleBytes, mostBytes } = state;
  const { isWalletGone } = useSession();
  const share = bundleBytes / mostBytes;
  return (
    <>
      {phase === "paused" ? (
        <Notice tone="warning" isLive title={t("paused.title")}>
          <p>{t("paused.text")}</p>
        </Notice>
      ) : null}
      {isWalletGone ? (
        <Notice tone="warning" isLive title={t("walletGone.title")}>
          <p>{t("walletGone.text")}</p>
        </Notice>
      ) : null}
      {problem === null ? null : (
        <Notice tone="danger" isLive title={t("problem.title")}>
          <p>{t(`problem.${isKnown(known, problem) ? problem : "other"}`)}</p>
        </Notice>
      )}
      {share < NEARLY ? null : (
        <Notice tone="warning" title={t("nearlyFull.title")}>
          <p>{t("nearlyFull.text", { percent: format.number(Math.min(1, share), { style: "percent" }) })}</p>
        </Notice>
      )}
    </>
  );
}

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
