import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { measurementsTemplate, readMeasurementsCsv } from "@medlattice/sdk/device/record/manual";
import { Button, Card, Checkbox, FileDrop, Inline, Notice, Stack } from "../../../ui/index.ts";
import { checkedBy, type CheckedEntry, optionsAt } from "./entry.ts";
import { saveText } from "./saveText.ts";
import { unitWords } from "./unitWords.ts";
import { useMeasureName, useProblemWords } from "./useProblemWords.ts";
import styles from "./measuring.module.css";

const MOST_BYTES = 1_000_000;
const SHOWN = 8;

interface ReadCsv {
  readonly name: string;
  readonly csv: string;
  readonly found: CheckedEntry | "too-large";
}

/** A CSV file: looked at here, shown, and only then taken. */
export function CsvDrop({
  isPending,
  onCsv,
}: {
  readonly isPending: boolean;
  readonly onCsv: (csv: string) => void;
}) {
  const t = useTranslations("measuring.csv");
  const [read, setRead] = useState<ReadCsv | null>(null);
  const take = async (file: File): Promise<void> => {
    const { name } = file;
    if (file.size > MOST_BYTES) return setRead({ name, csv: "", found: "too-large" });
    const csv = await file.text();
    setRead({ name, csv, found: checkedBy(() => readMeasurementsCsv(csv, optionsAt(new Date()))) });
  };
  return (
    <Card title={t("title")} headingLevel={3}>
      <Stack>
        <FileDrop
          title={t("drop")}
          hint={t("hint")}
          accept=".csv,text/csv"
          onFile={(file) => void take(file)}
        />
        <div>
          <Button
            size="small"
            icon="download"
            onClick={() =>
              saveText(
                measurementsTemplate(new Date().toISOString().slice(0, 10)),
                t("templateName"),
                "text/csv",
              )
            }
          >
            {t("template")}
          </Button>
        </div>
        {read === null ? null : <Found key={read.csv} read={read} isPending={isPending} onCsv={onCsv} />}
      </Stack>
    </Card>
  );
}

function Found({
  read,
  isPending,
  onCsv,
}: {
  readonly read: ReadCsv;
  readonly isPending: boolean;
  readonly onCsv: (csv: string) => void;
}) {
  const t = useTranslations("measuring.csv");
  const all = useTranslations("measuring");
  const words = useProblemWords();
  const [isSure, setIsSure] = useState(false);
  const { name, csv, found } = read;
  if (found === "too-large") {
    return (
      <Notice tone="danger" isLive title={`${name}: ${t("unreadable")}`}>
        <p>{t("tooLarge")}</p>
      </Notice>
    );
  }
  const { problems, doubts, measurements } = found;
  const line = ({ row, column, ...rest }: (typeof problems)[number]) => {
    const { measure } = measurements.find((each) => each.row === row) ?? {};
    return all("where", { row, column: all(`columns.${column}`), message: words(rest, measure) });
  };
  if (problems.length > 0) {
    return (
      <Notice tone="danger" isLive title={`${name}: ${t("unreadable")}`}>
        <ul>
          {problems.slice(0, SHOWN).map((problem) => (
            <li key={`${problem.row} ${problem.column} ${problem.rule}`}>{line(problem)}</li>
          ))}
        </ul>
        {problems.length > SHOWN ? <p>{all("more", { count: problems.length - SHOWN })}</p> : null}
        <p>{t("mend")}</p>
      </Notice>
    );
  }
  return (
    <Stack>
      <p role="status">{`${name}: ${all("checked", { count: measurements.length })}`}</p>
      <Preview measurements={measurements} />
      {doubts.length === 0 ? null : (
        <Notice tone="warning" title={all("doubts")}>
          <ul>
            {doubts.slice(0, SHOWN).map((doubt) => (
              <li key={doubt.row}>{line(doubt)}</li>
            ))}
          </ul>
          {doubts.length > SHOWN ? <p>{all("more", { count: doubts.length - SHOWN })}</p> : null}
          <Checkbox label={all("doubtsConfirm")} checked={isSure} onChecked={setIsSure} />
        </Notice>
      )}
      <Inline>
        <Button
          variant="primary"
          busy={isPending}
          disabled={doubts.length > 0 && !isSure}
          onClick={() => onCsv(csv)}
        >
          {t("take", { count: measurements.length })}
        </Button>
      </Inline>
    </Stack>
  );
}

function Preview({ measurements }: Pick<CheckedEntry, "measurements">) {
  const t = useTranslations("measuring");
  const format = useFormatter();
  const nameOf = useMeasureName();
  const more = measurements.length - SHOWN;
  return (
    <>
      {/* A region that scrolls has to be reachable by keyboard. */}
      <div className={styles["preview"]} tabIndex={0} role="region" aria-label={t("csv.preview")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("time")}</th>
              <th scope="col">{t("measure")}</th>
              <th scope="col">{t("value")}</th>
              <th scope="col">{t("note")}</th>
            </tr>
          </thead>
          <tbody>
            {measurements.slice(0, SHOWN).map(({ row, time, measure, value, note }) => (
              <tr key={row}>
                <td>{time.replace("T", " ").slice(0, 16)}</td>
                <td>{nameOf(measure)}</td>
                <td>
                  {format.number(value, { maximumFractionDigits: 6 })} {unitWords(measure.unit)}
                </td>
                <td>{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 ? <p>{t("more", { count: more })}</p> : null}
    </>
  );
}
