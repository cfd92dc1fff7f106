import { useFormatter } from "use-intl";
import { VisuallyHidden } from "../text/VisuallyHidden.tsx";
import styles from "./feedback.module.css";

export interface ProgressProps {
  /** What is being done, in words: "Encrypting your file". */
  readonly label: string;
  /** 0 to 1; null while it is not known. */
  readonly done?: number | null;
}

/** Something that takes a moment. The words are read out when they change, the figure is not. */
export function Progress({ label, done = null }: ProgressProps) {
  const format = useFormatter();
  const value = done === null ? null : Math.min(1, Math.max(0, done));
  return (
    <div className={styles["progress"]}>
      <div className={styles["progressWords"]}>
        <span aria-hidden="true">{label}</span>
        {value === null ? null : (
          <span className={styles["progressValue"]} aria-hidden="true">
            {format.number(value, { style: "percent", maximumFractionDigits: 0 })}
          </span>
        )}
      </div>
      <progress className={styles["bar"]} max={1} aria-label={label} {...(value === null ? {} : { value })} />
      <VisuallyHidden>
        <span role="status">{label}</span>
      </VisuallyHidden>
    </div>
  );
}
