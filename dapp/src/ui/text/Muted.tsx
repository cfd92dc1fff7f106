import type { ReactNode } from "react";
import { Icon } from "../icons/Icon.tsx";
import styles from "./text.module.css";

/** Says less loudly. */
export function Muted({ children }: { readonly children: ReactNode }) {
  return <span className={styles["muted"]}>{children}</span>;
}

/** A name that was checked, with the mark that says so. */
export function VerifiedName({
  name,
  label,
}: {
  readonly name: string;
  /** What the mark means: "name checked by the hospital". */
  readonly label: string;
}) {
  return (
    <span className={styles["verified"]} title={label}>
      {name}
      <Icon name="shield" size={16} />
      <span className={styles["hidden"]}>({label})</span>
    </span>
  );
}
