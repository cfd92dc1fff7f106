import styles from "./button.module.css";

/** Something is under way; say in words what, beside it. */
export function Spinner() {
  return <span className={styles["spinner"]} aria-hidden="true" />;
}
