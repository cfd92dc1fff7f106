import type { ReactNode } from "react";
import { Icon } from "../icons/Icon.tsx";
import styles from "./layout.module.css";

/** What most people need not see. */
export function Details({
  summary,
  children,
  isOpen = false,
}: {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly isOpen?: boolean;
}) {
  return (
    <details className={styles["details"]} open={isOpen}>
      <summary>
        <Icon name="next" size={14} />
        {summary}
      </summary>
      <div className={styles["detailsBody"]}>{children}</div>
    </details>
  );
}
