import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../button/Button.tsx";
import { Dialog } from "./Dialog.tsx";

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** What happens, as a verb: "Withdraw access". */
  readonly confirmLabel: string;
  /** Where "cancel" could be taken for the deed itself. */
  readonly cancelLabel?: string;
  /** Takes something away or cannot be undone. */
  readonly isDangerous?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once more before something that takes rights away or cannot be undone (rule 6 of docs/dapp.md). */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, children, confirmLabel, isDangerous = false, busy = false } = props;
  const t = useTranslations("ui");
  return (
    <Dialog
      isOpen={isOpen}
      onClose={props.onClose}
      title={title}
      canClose={!busy}
      actions={
        <>
          <Button variant="secondary" onClick={props.onClose} disabled={busy}>
            {props.cancelLabel ?? t("cancel")}
          </Button>
          <Button variant={isDangerous ? "danger" : "primary"} busy={busy} onClick={props.onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
