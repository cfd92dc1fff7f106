import type { ReactNode } from "react";
import styles from "./layout.module.css";

/** One below the other. */
export function Stack({
  gap = "medium",
  children,
}: {
  readonly gap?: "small" | "medium" | "large";
  readonly children: ReactNode;
}) {
  return (
    <div className={styles["stack"]} data-gap={gap}>
      {children}
    </div>
  );
}

/** Side by side, wrapping. */
export function Inline({ children }: { readonly children: ReactNode }) {
  return <div className={styles["inline"]}>{children}</div>;
}
