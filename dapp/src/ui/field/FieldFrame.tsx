import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../icons/Icon.tsx";
import styles from "./field.module.css";

export interface FieldTexts {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it; read out when it appears. */
  readonly error?: string | null | undefined;
  readonly optional?: boolean;
}

/** What a control needs to be tied to its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** Label above, hint below it, the control, and what is wrong with it. */
export function FieldFrame({
  label,
  hint,
  error,
  optional = false,
  children,
}: FieldTexts & { readonly children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const t = useTranslations("ui");
  const hasError = error !== null && error !== undefined && error !== "";
  const described = [hint === undefined ? null : `${id}-hint`, hasError ? `${id}-error` : null].filter(
    (each) => each !== null,
  );
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>
        {label} {optional ? <span className={styles["optional"]}>{t("optional")}</span> : null}
      </label>
      {hint === undefined ? null : (
        <p className={styles["hint"]} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        "aria-describedby": described.length === 0 ? undefined : described.join(" "),
        "aria-invalid": hasError ? true : undefined,
      })}
      <div aria-live="polite">{hasError ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}</div>
    </div>
  );
}

export function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p className={styles["error"]} id={id}>
      <Icon name="danger" size={16} />
      <span>{children}</span>
    </p>
  );
}
