import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import { Button, Dialog, ErrorState, Notice, TextArea, useToast } from "../../ui/index.ts";
import { useConfirmRecord, useDisputeRecord } from "./useRecords.ts";
import styles from "./timeline.module.css";

/** Below the content and always in reach: to confirm what one has read, or to disagree (M8, rule 8). */
export function Decision({ entry }: { readonly entry: OwnRecordEntry }) {
  const t = useTranslations("records.decide");
  const { chainId, recordId } = entry;
  const toast = useToast();
  const [isDisputing, setIsDisputing] = useState(false);
  const confirming = useConfirmRecord();
  const confirm = () =>
    confirming.mutate({ chainId, recordId }, { onSuccess: () => toast({ message: t("confirmed") }) });
  return (
    <>
      {confirming.error === null ? null : (
        <ErrorState title={t("failed")} error={confirming.error} onRetry={confirm} />
      )}
      <section className={styles["decide"]} aria-labelledby="decide-title">
        <div className={styles["decideWords"]}>
          <h2 id="decide-title">{t("title")}</h2>
          <p role="status">
            {confirming.isPending ? t("confirming") : t(entry.status === "claimed" ? "claimed" : "text")}
          </p>
        </div>
        <div className={styles["decideButtons"]}>
          {entry.status === "claimed" ? null : (
            <Button onClick={() => setIsDisputing(true)} disabled={confirming.isPending}>
              {t("dispute")}
            </Button>
          )}
          <Button variant="primary" icon="check" busy={confirming.isPending} onClick={confirm}>
            {t("confirm")}
          </Button>
        </div>
      </section>
      <DisputeDialog entry={entry} isOpen={isDisputing} onClose={() => setIsDisputing(false)} />
    </>
  );
}

function DisputeDialog({
  entry: { chainId, recordId },
  isOpen,
  onClose,
}: {
  readonly entry: OwnRecordEntry;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("records");
  const ui = useTranslations("ui");
  const toast = useToast();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const disputing = useDisputeRecord();
  const isMissing = reason.trim() === "";
  const dispute = () => {
    setIsAsked(true);
    if (isMissing) return;
    disputing.mutate(
      { chainId, recordId, reason: reason.trim() },
      {
        onSuccess: () => {
          onClose();
          toast({ message: t("decide.disputed") });
        },
      },
    );
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("disputeDialog.title")}
      canClose={!disputing.isPending}
      actions={
        <>
          <Button onClick={onClose} disabled={disputing.isPending}>
            {ui("cancel")}
          </Button>
          <Button variant="danger" busy={disputing.isPending} onClick={dispute}>
            {t("disputeDialog.confirm")}
          </Button>
        </>
      }
    >
      <Notice>{t("disputeDialog.text")}</Notice>
      <TextArea
        label={t("disputeDialog.reason")}
        hint={t("disputeDialog.reasonHint")}
        error={isAsked && isMissing ? t("disputeDialog.reasonMissing") : null}
        value={reason}
        onValue={setReason}
        maxLength={1000}
      />
      {disputing.error === null ? null : <ErrorState title={t("decide.failed")} error={disputing.error} />}
    </Dialog>
  );
}
