import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CorrectionSummary } from "../../engine/corrections/describe.ts";
import { Button, ConfirmDialog, Dialog, ErrorState, Notice, Progress, TextArea } from "../../ui/index.ts";
import type { Decision } from "./Decided.tsx";
import { useDecline, usePermit } from "./useCorrections.ts";
import styles from "./corrections.module.css";

const MAX_WORDS = 2000;

/** Below both versions and always in reach: to agree with the wallet, or to decline with words. */
export function DecideCorrection({
  summary,
  onDecided,
}: {
  readonly summary: CorrectionSummary;
  readonly onDecided: (decision: Decision) => void;
}) {
  const t = useTranslations("corrections");
  const { kind, status } = summary;
  const isErasure = kind === "erase";
  const [asked, setAsked] = useState<"erase" | "decline" | null>(null);
  const permitting = usePermit(summary);
  const close = () => setAsked(null);
  const agree = () => {
    close();
    permitting.mutate(summary, { onSuccess: () => onDecided("agreed") });
  };
  if (status !== "pending") return <Notice tone="info">{t("decide.noLonger")}</Notice>;
  return (
    <>
      {permitting.error === null ? null : (
        <ErrorState title={t("decide.failed")} error={permitting.error} onRetry={agree} />
      )}
      <section className={styles["decide"]} aria-labelledby="decide-correction">
        <div>
          <h2 id="decide-correction">{t("decide.title")}</h2>
          {permitting.isPending ? <Progress label={t("decide.working")} /> : <p>{t("decide.text")}</p>}
        </div>
        <div className={styles["buttons"]}>
          <Button onClick={() => setAsked("decline")} disabled={permitting.isPending}>
            {t("decide.decline")}
          </Button>
          <Button
            variant={isErasure ? "danger" : "primary"}
            icon="check"
            busy={permitting.isPending}
            onClick={() => (isErasure ? setAsked("erase") : agree())}
          >
            {t(isErasure ? "decide.agreeErase" : "decide.agree")}
          </Button>
        </div>
      </section>
      <ConfirmDialog
        isOpen={asked === "erase"}
        title={t("eraseConfirm.title")}
        confirmLabel={t("eraseConfirm.confirm")}
        isDangerous
        onConfirm={agree}
        onClose={close}
      >
        <p>{t("eraseConfirm.text")}</p>
      </ConfirmDialog>
      <DeclineDialog
        summary={summary}
        isOpen={asked === "decline"}
        onClose={close}
        onDeclined={() => onDecided("declined")}
      />
    </>
  );
}

function DeclineDialog({
  summary: { chainId, correctionHash },
  isOpen,
  onClose,
  onDeclined,
}: {
  readonly summary: CorrectionSummary;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDeclined: () => void;
}) {
  const t = useTranslations("corrections");
  const ui = useTranslations("ui");
  const [words, setWords] = useState("");
  const declining = useDecline();
  const decline = () =>
    declining.mutate(
      { chainId, correctionHash, words: words.trim() },
      {
        onSuccess: () => {
          onClose();
          onDeclined();
        },
      },
    );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("declineDialog.title")}
      canClose={!declining.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={declining.isPending}>
            {ui("cancel")}
          </Button>
          <Button variant="primary" busy={declining.isPending} onClick={decline}>
            {t("declineDialog.confirm")}
          </Button>
        </>
      }
    >
      <p>{t("declineDialog.text")}</p>
      <TextArea
        label={t("declineDialog.words")}
        optional
        value={words}
        onValue={setWords}
        maxLength={MAX_WORDS}
      />
      {declining.error === null ? null : <ErrorState title={t("decide.failed")} error={declining.error} />}
    </Dialog>
  );
}
