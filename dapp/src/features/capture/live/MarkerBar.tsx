import { type SyntheticEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCapture, useLive } from "../../../capture/index.ts";
import { Button, Checkbox, Muted, TextField, useToast } from "../../../ui/index.ts";
import styles from "./live.module.css";

const QUICK = ["induction", "incision", "drug", "position", "closure"] as const;

/** One touch marks what happens; it is signed at once, so there is no undoing, only a remark. */
export function MarkerBar() {
  const t = useTranslations("capture.markers");
  const { host, state } = useCapture();
  const toast = useToast();
  const markers = useLive((snapshot) => snapshot.markers);
  const format = useFormatter();
  const [text, setText] = useState("");
  /** Single keys can be in the way of who speaks to the computer (WCAG 2.1.4). */
  const [hasKeys, setHasKeys] = useState(true);
  const field = useRef<HTMLInputElement>(null);
  const startedAt = state?.begin.startedAt ?? 0;
  const mark = async (words: string) => {
    await host.mark(words);
    toast({ message: t("marked", { text: words }) });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    void mark(text.trim());
    setText("");
  };
  const press = useEffectEvent((key: string): boolean => {
    const quick = QUICK[Number(key) - 1];
    if (quick !== undefined) void mark(t(quick));
    else if (key === "m" || key === "M") field.current?.focus();
    else return false;
    return true;
  });
  useEffect(() => {
    if (!hasKeys) return undefined;
    const listen = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest("input,select,textarea,dialog") !== null;
      if (isTyping || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (press(event.key)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [hasKeys]);
  return (
    <section className={styles["markers"]} aria-labelledby="live-markers">
      <h2 className={styles["sectionTitle"]} id="live-markers">
        {t("title")}
      </h2>
      <div className={styles["quick"]} role="group" aria-label={t("quick")}>
        {QUICK.map((name, index) => (
          <Button
            key={name}
            onClick={() => void mark(t(name))}
            title={hasKeys ? t("key", { key: String(index + 1) }) : undefined}
          >
            {t(name)}
            {hasKeys ? (
              <kbd className={styles["kbd"]} aria-hidden="true">
                {index + 1}
              </kbd>
            ) : null}
          </Button>
        ))}
      </div>
      <form className={styles["ownMark"]} onSubmit={submit}>
        <TextField
          label={t("custom")}
          placeholder={t("placeholder")}
          value={text}
          onValue={setText}
          maxLength={200}
          autoComplete="off"
          ref={field}
        />
        <Button type="submit" icon="pin">
          {t("mark")}
        </Button>
      </form>
      <p className={styles["hint"]}>{t("hint")}</p>
      <Checkbox label={t("keys")} checked={hasKeys} onChecked={setHasKeys} />
      {markers.length === 0 ? (
        <Muted>{t("none")}</Muted>
      ) : (
        <ol className={styles["markerList"]}>
          {markers.toReversed().map(({ at, text: words }) => (
            <li key={at}>
              <time className={styles["tabular"]} dateTime={new Date(at).toISOString()}>
                {format.dateTime(new Date(at), {
                  hour: "2-digit",
                  minute: "2-digit",
                  second: "2-digit",
                  hour12: false,
                })}
              </time>
              <span className={styles["faint"]}>+{elapsed(at - startedAt)}</span>
              <span className={styles["markerText"]}>{words}</span>
              <Button
                size="small"
                variant="quiet"
                aria-label={t("mistakenLabel", { text: words })}
                onClick={() => void mark(t("mistakenOf", { text: words }))}
              >
                {t("mistaken")}
              </Button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** "01:02:03" */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
