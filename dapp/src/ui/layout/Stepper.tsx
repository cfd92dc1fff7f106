import { useTranslations } from "use-intl";
import { VisuallyHidden } from "../text/VisuallyHidden.tsx";
import styles from "./layout.module.css";

/** Where one is in a task of a few steps. @param current index from 0 */
export function Stepper({
  steps,
  current,
  label,
}: {
  readonly steps: readonly string[];
  readonly current: number;
  /** What the steps are of, where a page may show several; default just "steps". */
  readonly label?: string;
}) {
  const t = useTranslations("ui");
  return (
    <nav aria-label={label ?? t("steps")}>
      <ol className={styles["steps"]}>
        {steps.map((step, index) => (
          <li
            key={step}
            className={styles["step"]}
            data-state={index < current ? "done" : index === current ? "current" : "ahead"}
            aria-current={index === current ? "step" : undefined}
          >
            <span>
              {step}
              {index < current ? <VisuallyHidden> {t("stepDone")}</VisuallyHidden> : null}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
