import type { ReactNode } from "react";
import styles from "./field.module.css";

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly name?: string;
}

export function Checkbox({ label, hint, checked, onChecked, name }: CheckboxProps) {
  return (
    <label className={styles["check"]}>
      <input
        type="checkbox"
        name={name}
        checked={checked}
        onChange={(event) => onChecked(event.target.checked)}
      />
      <span>{label}</span>
      {hint === undefined ? null : <span className={styles["hint"]}>{hint}</span>}
    </label>
  );
}
