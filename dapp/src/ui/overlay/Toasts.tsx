import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import styles from "./overlay.module.css";

export interface Toast {
  readonly message: string;
  /** "Undo", "Show". */
  readonly action?: { readonly label: string; readonly onAction: () => void };
}

interface Shown extends Toast {
  readonly id: number;
}

const SECONDS = 7;
/** One with something to press stays longer (WCAG 2.2.1). */
const SECONDS_WITH_ACTION = 20;

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Tells in a few words that something has happened; gone by itself. For what must be read, take a Notice. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const t = useTranslations("ui");
  const remove = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback(
    (toast: Toast) => {
      const id = performance.now() + Math.random();
      setToasts((shown) => [...shown.slice(-2), { ...toast, id }]);
      setTimeout(() => remove(id), 1000 * (toast.action === undefined ? SECONDS : SECONDS_WITH_ACTION));
    },
    [remove],
  );
  const region = useMemo(
    () => (
      <div className={styles["toasts"]} role="status" aria-label={t("messages")}>
        {toasts.map(({ id, message, action }) => (
          <div className={styles["toast"]} key={id}>
            <span>{message}</span>
            {action === undefined ? null : (
              <button
                type="button"
                onClick={() => {
                  remove(id);
                  action.onAction();
                }}
              >
                {action.label}
              </button>
            )}
          </div>
        ))}
      </div>
    ),
    [toasts, remove, t],
  );
  return (
    <ToastContext value={show}>
      {children}
      {region}
    </ToastContext>
  );
}
