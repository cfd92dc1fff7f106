import type { ReactNode } from "react";
import styles from "./layout.module.css";

export interface CardProps {
  readonly title?: ReactNode;
  readonly headingLevel?: 2 | 3;
  /** Beside the title: a link to all, a button. */
  readonly aside?: ReactNode;
  /** False for a list that reaches the edges. */
  readonly padded?: boolean;
  readonly children?: ReactNode;
}

export function Card({ title, headingLevel = 2, aside, padded = true, children }: CardProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <section className={styles["card"]}>
      {title === undefined ? null : (
        <div className={styles["cardHead"]}>
          <Heading>{title}</Heading>
          {aside}
        </div>
      )}
      {padded ? <div className={styles["cardBody"]}>{children}</div> : children}
    </section>
  );
}
