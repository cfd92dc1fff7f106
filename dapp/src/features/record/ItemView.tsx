import { Badge, Details, type Tone } from "../../ui/index.ts";
import { AttachmentView } from "./AttachmentView.tsx";
import type { Item } from "./fhir/view.ts";
import { HiddenLines } from "./Hidden.tsx";
import { JsonTree } from "./JsonTree.tsx";
import { MeasurementTable } from "./ResultTable.tsx";
import { useRecordWords } from "./useRecordWords.ts";
import styles from "./record.module.css";

const TONES: Readonly<Record<string, Tone | "brand">> = {
  active: "brand",
  "in-progress": "brand",
  preliminary: "warning",
  "entered-in-error": "danger",
  "not-done": "warning",
  "not-taken": "warning",
};

/** What is nearly always so need not be said. */
const USUAL = new Set(["final", "completed", "finished", "current", "available"]);

/** One thing of a record: what, when, what is known of it. */
export function ItemView({ item, isAlone = false }: { readonly item: Item; readonly isAlone?: boolean }) {
  const { t, when, code, line, title } = useRecordWords();
  const { status, lines, measurements, attachments, narrative, hidden } = item;
  const isTold = lines.length > 0 || measurements.length > 0 || attachments.length > 0 || narrative !== null;
  const Heading = isAlone ? "h2" : "h3";
  return (
    <article className={styles["item"]}>
      <div className={styles["itemHead"]}>
        <Heading className={styles["itemTitle"]}>
          {title(item)}{" "}
          {status === null || (USUAL.has(status) && !isAlone) ? null : (
            <Badge tone={TONES[status] ?? "neutral"}>{code(status)}</Badge>
          )}
        </Heading>
        {item.when === null ? null : <span className={styles["itemWhen"]}>{when(item.when)}</span>}
      </div>
      {lines.length === 0 ? null : (
        <dl className={styles["lines"]}>
          {lines.map((each, index) => (
            <div className={styles["line"]} key={`${each.label} ${index}`}>
              <dt>{t(`labels.${each.label}`)}</dt>
              <dd>{line(each)}</dd>
            </div>
          ))}
        </dl>
      )}
      {measurements.length === 0 ? null : (
        <MeasurementTable measurements={unwrapped(measurements)} label={title(item)} />
      )}
      {narrative === null ? null : <p className={styles["narrative"]}>{narrative}</p>}
      {attachments.map((attachment, index) => (
        <AttachmentView key={index} attachment={attachment} />
      ))}
      <HiddenLines elements={hidden} />
      {isTold && !isAlone ? null : (
        <Details summary={t("allDetails")}>
          <JsonTree value={item.source} />
        </Details>
      )}
    </article>
  );
}

/** A panel that is the item itself: its title stands above already. */
function unwrapped(measurements: Item["measurements"]): Item["measurements"] {
  const [only, ...others] = measurements;
  const isPanel = only !== undefined && others.length === 0 && only.value === null && only.parts.length > 0;
  return isPanel ? only.parts : measurements;
}
