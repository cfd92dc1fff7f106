import { type SyntheticEvent, useState } from "react";
import { useNow, useTranslations } from "use-intl";
import { Button, Checkbox, ErrorState, Inline, Muted, Notice, Stack } from "../../../ui/index.ts";
import type { CheckedFile } from "../useWriting.ts";
import { CsvDrop } from "./CsvDrop.tsx";
import { checkEntry, type EntryRow, localMinute, optionsAt, textsOf } from "./entry.ts";
import { MeasurementFields } from "./MeasurementFields.tsx";
import { useBundle } from "./useMeasuring.ts";
import styles from "./measuring.module.css";

/** Nothing may lie in the future, and time passes while somebody types. */
const MINUTE_MS = 60_000;

/** Measurements typed in, or from a CSV file: ranges are shown and kept, what is rare is asked about (P17). */
export function MeasureStep({
  appointmentId,
  onChecked,
}: {
  readonly appointmentId: `0x${string}`;
  readonly onChecked: (checked: CheckedFile) => void;
}) {
  const t = useTranslations("measuring");
  const bundle = useBundle(appointmentId);
  const take = (entered: Parameters<typeof bundle.mutate>[0]) =>
    bundle.mutate(entered, { onSuccess: onChecked });
  return (
    <Stack gap="large">
      <Muted>{t("lead")}</Muted>
      <Typed isPending={bundle.isPending} onRows={(rows) => take({ kind: "typed", rows })} />
      {bundle.error === null ? null : <ErrorState error={bundle.error} />}
      <CsvDrop isPending={bundle.isPending} onCsv={(csv) => take({ kind: "file", csv })} />
    </Stack>
  );
}

function newRow(key: number, before?: EntryRow): EntryRow {
  return { key, measure: "", value: "", time: before?.time ?? localMinute(new Date()), note: "" };
}

function Typed({
  isPending,
  onRows,
}: {
  readonly isPending: boolean;
  readonly onRows: (rows: ReturnType<typeof textsOf>) => void;
}) {
  const t = useTranslations("measuring");
  const [rows, setRows] = useState<readonly EntryRow[]>(() => [newRow(0)]);
  const [isTried, setIsTried] = useState(false);
  const [isSure, setIsSure] = useState(false);
  const { problems, doubts } = checkEntry(rows, optionsAt(useNow({ updateInterval: MINUTE_MS })));
  const change = (key: number, to: Partial<EntryRow>) => {
    setIsSure(false);
    setRows(rows.map((row) => (row.key === key ? { ...row, ...to } : row)));
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (problems.length === 0 && (doubts.length === 0 || isSure) && !isPending) onRows(textsOf(rows));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ol className={styles["rows"]} aria-label={t("rows")}>
          {rows.map((row, index) => (
            <li key={row.key}>
              <MeasurementFields
                row={row}
                number={index + 1}
                problems={problems.filter((problem) => problem.row === index + 1)}
                doubts={doubts.filter((problem) => problem.row === index + 1)}
                isTried={isTried}
                onChange={(to) => change(row.key, to)}
                onRemove={rows.length > 1 ? () => setRows(rows.filter(({ key }) => key !== row.key)) : null}
              />
            </li>
          ))}
        </ol>
        {doubts.length === 0 ? null : (
          <Notice tone="warning" title={t("doubts")}>
            <Checkbox label={t("doubtsConfirm")} checked={isSure} onChecked={setIsSure} />
            <p role="status">{isTried && !isSure ? t("doubtsMissing") : null}</p>
          </Notice>
        )}
        <p role="status">
          {isTried && problems.length > 0 ? t("problems", { count: problems.length }) : null}
        </p>
        <Inline>
          <Button
            icon="plus"
            onClick={() => {
              setIsTried(false);
              setRows([...rows, newRow(Math.max(...rows.map(({ key }) => key)) + 1, rows.at(-1))]);
            }}
          >
            {t("add")}
          </Button>
          <Button type="submit" variant="primary" busy={isPending}>
            {t("next")}
          </Button>
        </Inline>
      </Stack>
    </form>
  );
}
