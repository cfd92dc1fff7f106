import { Fragment } from "react";
import { isObject } from "./fhir/json.ts";
import { narrativeText } from "./fhir/narrative.ts";
import styles from "./record.module.css";

const MAX_DEPTH = 8;
const MAX_ENTRIES = 60;
const MAX_CHARACTERS = 600;
/** Of machines only. */
const LEFT_OUT = new Set(["resourceType", "meta", "contained"]);

/** Whatever it is, readable: names and values as a nested list. For content that nothing better is known of. */
export function JsonTree({ value, depth = 0 }: { readonly value: unknown; readonly depth?: number }) {
  if (Array.isArray(value)) {
    return (
      <ul className={styles["tree"]}>
        {value.slice(0, MAX_ENTRIES).map((each, index) => (
          <li key={index}>
            <JsonTree value={each} depth={depth + 1} />
          </li>
        ))}
      </ul>
    );
  }
  if (!isObject(value)) return <>{plain(value)}</>;
  if (depth > MAX_DEPTH) return <>…</>;
  const entries = Object.entries(value).filter(([key]) => !LEFT_OUT.has(key));
  return (
    <dl className={styles["tree"]}>
      {entries.slice(0, MAX_ENTRIES).map(([key, each]) => (
        <Fragment key={key}>
          <dt className={styles["treeKey"]}>{inWords(key)}</dt>
          <dd>{key === "div" ? narrativeText(each) : <JsonTree value={each} depth={depth + 1} />}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function plain(value: unknown): string {
  if (typeof value === "string") {
    return value.length > MAX_CHARACTERS ? `${value.slice(0, MAX_CHARACTERS)}…` : value;
  }
  if (typeof value === "boolean") return value ? "✓" : "✗";
  return typeof value === "number" ? String(value) : "";
}

function inWords(key: string): string {
  return key.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase();
}
