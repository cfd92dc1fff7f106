"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCapture } from "../../../capture/index.ts";
import { ConfirmDialog } from "../../../ui/index.ts";
import { elapsed } from "./MarkerBar.tsx";
import { useNow } from "./useNow.ts";
import styles from "./live.module.css";

/** On every other page while a capture runs: that it runs, for how long, and the way back. */
export function RecordingBar() {
  const { state } = useCapture();
  const isHere = usePathname().startsWith("/capture");
  return state === null || isHere ? null : <Bar />;
}

function Bar() {
  const t = useTranslations("capture.bar");
  const { state } = useCapture();
  const now = useNow();
  if (state === null) return null;
  const { phase, begin } = state;
  return (
    <aside className={styles["bar"]} aria-label={t("label")} data-phase={phase}>
      <span className={styles["elapsed"]} data-phase={phase}>
        <span className={styles["dot"]} aria-hidden="true" />
        {t(phase)}
        {phase === "finished" ? null : (
          <span className={styles["tabular"]}>{elapsed(now - begin.startedAt)}</span>
        )}
      </span>
      <Link href="/capture/" prefetch={false}>
        {t("back")}
      </Link>
    </aside>
  );
}

/** Asks before a lock or a sign-out interrupts a capture. */
export function useLeaving(): {
  readonly before: (kind: "lock" | "signOut", leave: () => void) => void;
  readonly question: React.ReactNode;
} {
  const t = useTranslations("capture.leave");
  const { state } = useCapture();
  const [asked, setAsked] = useState<{
    readonly kind: "lock" | "signOut";
    readonly leave: () => void;
  } | null>(null);
  const isRunning = state !== null && state.phase !== "finished";
  return {
    before(kind, leave) {
      if (isRunning) setAsked({ kind, leave });
      else leave();
    },
    question: (
      <ConfirmDialog
        isOpen={asked !== null}
        title={t("title")}
        confirmLabel={t(asked?.kind ?? "lock")}
        isDangerous
        onClose={() => setAsked(null)}
        onConfirm={() => {
          asked?.leave();
          setAsked(null);
        }}
      >
        <p>{t("text")}</p>
      </ConfirmDialog>
    ),
  };
}
