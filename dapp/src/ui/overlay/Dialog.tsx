import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "../button/IconButton.tsx";
import styles from "./overlay.module.css";

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the one that does it last. */
  readonly actions?: ReactNode;
  readonly size?: "medium" | "large";
  /** False while something must not be interrupted: Escape and the cross do nothing. */
  readonly canClose?: boolean;
}

/** The browser's own modal dialog: it keeps the focus inside, and gives it back to what opened it. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  actions,
  size = "medium",
  canClose = true,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const t = useTranslations("ui");
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);
  return (
    <dialog
      ref={ref}
      className={styles["dialog"]}
      data-size={size}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        if (canClose) onClose();
      }}
      onClose={(event) => {
        // Closed by the browser (a second Escape), not by us.
        if (event.target === ref.current && isOpen) onClose();
      }}
    >
      {isOpen ? (
        <div className={styles["inner"]}>
          <div className={styles["head"]}>
            <h2 className={styles["title"]} id={titleId}>
              {title}
            </h2>
            {canClose ? (
              <div className={styles["close"]}>
                <IconButton icon="close" label={t("close")} onClick={onClose} />
              </div>
            ) : null}
          </div>
          <div className={styles["body"]}>{children}</div>
          {actions === undefined ? null : <div className={styles["actions"]}>{actions}</div>}
        </div>
      ) : null}
    </dialog>
  );
}
