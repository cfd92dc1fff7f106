import { Fragment, type ReactNode } from "react";
import styles from "./layout.module.css";

export interface Fact {
  readonly label: string;
  /** Left out when null. */
  readonly value: ReactNode;
}

/** Names and what they stand for, as a description list. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles["facts"]}>
      {facts
        .filter(({ value }) => value !== null)
        .map(({ label, value }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
