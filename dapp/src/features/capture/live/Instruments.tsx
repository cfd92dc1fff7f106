import { useState } from "react";
import { useMessages, useTranslations } from "use-intl";
import { type CapturedInstrument, type DeviceLink, useCapture, useLive } from "../../../capture/index.ts";
import { Badge, Button, ConfirmDialog, Details, ErrorState } from "../../../ui/index.ts";
import styles from "./live.module.css";

/** Each instrument with how its line stands, and what to do about it. */
export function Instruments({
  onAddAgain,
}: {
  readonly onAddAgain: (instrument: CapturedInstrument) => void;
}) {
  const t = useTranslations("capture.instruments");
  const { state } = useCapture();
  const links = useLive((snapshot) => snapshot.links);
  const identities = useLive((snapshot) => snapshot.identities);
  const instruments = state?.instruments ?? [];
  if (instruments.length === 0) return null;
  return (
    <section aria-labelledby="live-instruments" className={styles["instruments"]}>
      <h2 className={styles["sectionTitle"]} id="live-instruments">
        {t("title")}
      </h2>
      <ul className={styles["instrumentList"]}>
        {instruments.map((instrument) => {
          const identity = identities.get(instrument.key);
          return (
            <Row
              key={instrument.key}
              instrument={instrument}
              link={links.get(instrument.key)}
              model={[identity?.manufacturer, identity?.model].filter((each) => each !== undefined).join(" ")}
              onAddAgain={onAddAgain}
            />
          );
        })}
      </ul>
    </section>
  );
}

function Row({
  instrument,
  link,
  model,
  onAddAgain,
}: {
  readonly instrument: CapturedInstrument;
  readonly link: DeviceLink | undefined;
  readonly model: string;
  readonly onAddAgain: (instrument: CapturedInstrument) => void;
}) {
  const t = useTranslations("capture.instruments");
  const { hints: known } = useMessages().capture.instruments;
  const { host } = useCapture();
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { key, label, isAdded, isSimulated } = instrument;
  const state = isAdded ? (link?.link.state ?? "opening") : "stopped";
  const act = async (work: () => Promise<unknown>) => {
    setIsBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setIsBusy(false);
      setIsAsking(false);
    }
  };
  const reconnect = () =>
    act(async () => {
      if (!(await host.reconnect(key))) onAddAgain(instrument);
    });
  const tone =
    state === "receiving" ? "success" : state === "opening" || state === "stopped" ? "neutral" : "warning";
  return (
    <li className={styles["instrument"]} data-state={state}>
      <div className={styles["instrumentHead"]}>
        <strong>{label}</strong>
        <Badge tone={tone}>{t(`states.${state}`)}</Badge>
        {isSimulated ? <Badge tone="info">{t("simulated")}</Badge> : null}
      </div>
      {model === "" ? null : <p className={styles["faint"]}>{model}</p>}
      {isAdded ? null : <p>{t("missing")}</p>}
      {isAdded && isHinted(known, state) ? <p>{t(`hints.${state}`)}</p> : null}
      {link === undefined || state === "receiving" || !isAdded ? null : (
        <Details summary={t("said")}>
          <p>{link.link.text}</p>
          {link.link.hints.length === 0 ? null : (
            <ul>
              {link.link.hints.map((hint) => (
                <li key={hint}>{hint}</li>
              ))}
            </ul>
          )}
        </Details>
      )}
      {link === undefined ? null : (
        <p className={styles["faint"]}>
          {t("frames", { good: link.counters.good, bad: link.counters.bad, gaps: link.counters.gaps })}
        </p>
      )}
      {error === null ? null : <ErrorState error={error} />}
      <div className={styles["instrumentActions"]}>
        {isAdded ? (
          <>
            {state === "receiving" ? null : (
              <Button size="small" icon="undo" busy={isBusy} onClick={() => void reconnect()}>
                {t("reconnect")}
              </Button>
            )}
            <Button size="small" variant="quiet" onClick={() => setIsAsking(true)}>
              {t("remove")}
            </Button>
          </>
        ) : (
          <Button size="small" icon="plus" onClick={() => onAddAgain(instrument)}>
            {t("addAgain")}
          </Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("removeTitle", { name: label })}
        confirmLabel={t("remove")}
        isDangerous
        busy={isBusy}
        onClose={() => setIsAsking(false)}
        onConfirm={() => void act(() => host.remove(key))}
      >
        <p>{t("removeText")}</p>
      </ConfirmDialog>
    </li>
  );
}

function isHinted<Table extends object>(table: Table, state: string): state is Extract<keyof Table, string> {
  return Object.hasOwn(table, state);
}
