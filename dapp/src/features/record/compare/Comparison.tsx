import { useMemo } from "react";
import { Badge, Card, Details, type IconName, Notice, Stack, type Tone } from "../../../ui/index.ts";
import { JsonTree } from "../JsonTree.tsx";
import { parseJson } from "../fhir/json.ts";
import { useRecordWords } from "../useRecordWords.ts";
import { type Change, compare, type ComparedRow, type ComparedSection, type Value } from "./compare.ts";
import styles from "./compare.module.css";

export interface ComparisonProps {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** What the two are called: "Now" and "After the correction". */
  readonly names: readonly [before: string, after: string];
}

const LOOKS: Readonly<Record<Exclude<Change, "same">, { readonly tone: Tone; readonly icon: IconName }>> = {
  added: { tone: "success", icon: "plus" },
  removed: { tone: "danger", icon: "close" },
  changed: { tone: "warning", icon: "write" },
};

/** What differs, section by section: each line as it is and as it will be, and in words what became of it. */
export function Comparison({ before, after, names }: ComparisonProps) {
  const { t } = useRecordWords();
  const found = useMemo(() => {
    const [old, present] = [parseJson(before), parseJson(after)];
    return old === null || present === null ? null : compare(old, present);
  }, [before, after]);
  if (found === null) return <Notice>{t("compare.notFhir")}</Notice>;
  return (
    <Stack>
      <p role="status">
        {t("compare.found", { changed: found.sections.length, unchanged: found.unchanged })}
      </p>
      {found.sections.map((section) => (
        <Section key={section.key} section={section} names={names} />
      ))}
    </Stack>
  );
}

function Mark({ change }: { readonly change: Change }) {
  const { t } = useRecordWords();
  if (change === "same") return null;
  return (
    <Badge tone={LOOKS[change].tone} icon={LOOKS[change].icon}>
      {t(`compare.${change}`)}
    </Badge>
  );
}

function Section({
  section: { item, change, rows, isElsewhere, before, after },
  names,
}: {
  readonly section: ComparedSection;
  readonly names: ComparisonProps["names"];
}) {
  const { t, title } = useRecordWords();
  const differing = rows.filter((row) => row.change !== "same");
  const same = rows.filter((row) => row.change === "same");
  return (
    <Card title={title(item)} headingLevel={3} aside={<Mark change={change} />}>
      {differing.length === 0 ? null : <Rows rows={differing} names={names} isWhole={change !== "changed"} />}
      {isElsewhere ? <p>{t("compare.elsewhere")}</p> : null}
      {same.length === 0 ? null : (
        <Details summary={t("compare.same", { count: same.length })}>
          <Rows rows={same} names={names} />
        </Details>
      )}
      <Details summary={t("allDetails")}>
        <div className={styles["sides"]}>
          {[before, after].map((source, index) =>
            source === null ? null : (
              <div key={names[index]}>
                <p className={styles["side"]}>{names[index]}</p>
                <JsonTree value={source} />
              </div>
            ),
          )}
        </div>
      </Details>
    </Card>
  );
}

function Rows({
  rows,
  names: [was, will],
  isWhole = false,
}: {
  readonly rows: readonly ComparedRow[];
  readonly names: ComparisonProps["names"];
  /** All of the section comes or goes, which is said above. */
  readonly isWhole?: boolean;
}) {
  return (
    <ul className={styles["rows"]}>
      {rows.map(({ key, label, before, after, change }) => (
        <li key={key} className={styles["row"]}>
          <p className={styles["label"]}>
            <RowLabel label={label} /> {isWhole ? null : <Mark change={change} />}
          </p>
          {change === "same" ? (
            <p>
              <Said value={after} />
            </p>
          ) : (
            <div className={styles["sides"]}>
              {isWhole && before === null ? null : (
                <div>
                  <p className={styles["side"]}>{was}</p>
                  <del className={styles["before"]}>
                    <Said value={before} />
                  </del>
                </div>
              )}
              {isWhole && after === null ? null : (
                <div>
                  <p className={styles["side"]}>{will}</p>
                  <ins className={styles["after"]}>
                    <Said value={after} />
                  </ins>
                </div>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function RowLabel({ label }: { readonly label: ComparedRow["label"] }) {
  const { t } = useRecordWords();
  if ("name" in label) return label.name;
  if (label.own === "title" || label.own === "file" || label.own === "summary") {
    return t(`compare.labels.${label.own}`);
  }
  return t(`labels.${label.own}`);
}

function Said({ value }: { readonly value: Value | null }) {
  const { t, line } = useRecordWords();
  if (value === null) return <span className={styles["none"]}>{t("compare.nothing")}</span>;
  return "label" in value ? line(value) : value.text;
}
