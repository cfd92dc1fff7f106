import type { ReactNode } from "react";
import { EmptyArt, type EmptyArtName } from "./EmptyArt.tsx";
import styles from "./feedback.module.css";

export interface EmptyStateProps {
  readonly art?: EmptyArtName;
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do next: a button or link. */
  readonly action?: ReactNode;
  readonly headingLevel?: 2 | 3;
}

/** Nothing here yet, why, and what to do next. */
export function EmptyState({ art = "folder", title, children, action, headingLevel = 2 }: EmptyStateProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <div className={styles["empty"]}>
      <EmptyArt name={art} className={styles["emptyArt"]} />
      <Heading>{title}</Heading>
      {children === undefined ? null : <p>{children}</p>}
      {action === undefined ? null : <div className={styles["emptyAction"]}>{action}</div>}
    </div>
  );
}
