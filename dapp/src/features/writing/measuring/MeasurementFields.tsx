import { useFormatter, useTranslations } from "use-intl";
import {
  type MeasurementColumn,
  type MeasurementProblem,
  MEASURES,
} from "@medlattice/sdk/device/record/manual";
import { IconButton, TextField } from "../../../ui/index.ts";
import type { EntryRow } from "./entry.ts";
import { MeasurePicker } from "./MeasurePicker.tsx";
import { unitWords } from "./unitWords.ts";
import { useProblemWords } from "./useProblemWords.ts";
import styles from "./measuring.module.css";

export interface MeasurementFieldsProps {
  readonly row: EntryRow;
  /** From 1. */
  readonly number: number;
  readonly problems: readonly MeasurementProblem[];
  readonly doubts: readonly MeasurementProblem[];
  /** What is only missing is said once somebody wants to go on. */
  readonly isTried: boolean;
  readonly onChange: (to: Partial<EntryRow>) => void;
  /** Null for the last one there is. */
  readonly onRemove: (() => void) | null;
}

/** One measurement: what, how much in its unit, when, and a note. */
export function MeasurementFields(props: MeasurementFieldsProps) {
  const { row, number, problems, doubts, isTried, onChange, onRemove } = props;
  const t = useTranslations("measuring");
  const format = useFormatter();
  const words = useProblemWords();
  const measure = MEASURES.find(({ id }) => id === row.measure);
  const problemIn = (column: MeasurementColumn, typed: string): string | null => {
    const found = problems.find((problem) => problem.column === column);
    return found === undefined || (typed.trim() === "" && !isTried) ? null : sentence(words(found, measure));
  };
  const [doubt] = doubts;
  return (
    <fieldset className={styles["row"]}>
      <legend>{t("row", { row: number })}</legend>
      <MeasurePicker
        value={row.measure}
        error={problemIn("measure", row.measure)}
        onValue={(id) => onChange({ measure: id })}
      />
      <TextField
        label={
          measure === undefined
            ? t("value")
            : t("valueIn", {
                low: format.number(measure.possible[0]),
                high: format.number(measure.possible[1]),
                unit: unitWords(measure.unit),
              })
        }
        inputMode="decimal"
        autoComplete="off"
        value={row.value}
        onValue={(value) => onChange({ value })}
        error={
          measure === undefined
            ? null
            : (problemIn("value", row.value) ??
              (doubt === undefined ? null : sentence(words(doubt, measure))))
        }
      />
      <TextField
        label={t("time")}
        type="datetime-local"
        value={row.time}
        onValue={(time) => onChange({ time })}
        error={problemIn("time", row.time)}
      />
      <div className={styles["note"]}>
        <TextField
          label={t("note")}
          optional
          value={row.note}
          onValue={(note) => onChange({ note })}
          error={problemIn("note", row.note)}
        />
      </div>
      {onRemove === null ? null : (
        <div className={styles["remove"]}>
          <IconButton icon="close" label={t("remove", { row: number })} onClick={onRemove} />
        </div>
      )}
    </fieldset>
  );
}

/** In a list it stands behind the name of its column; at a field alone. */
function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
