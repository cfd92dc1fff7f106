import { useState } from "react";
import { Button, Card, Muted } from "../../ui/index.ts";
import type { Group } from "./fhir/view.ts";
import { ItemView } from "./ItemView.tsx";
import { SeriesTable } from "./ResultTable.tsx";
import { useRecordWords } from "./useRecordWords.ts";
import styles from "./record.module.css";

const FIRST = 8;
const STEP = 50;
/** What few people look for comes closed. */
const QUIET = 0;

/** Everything of one subject, newest first; long lists in parts. */
export function GroupView({ group }: { readonly group: Group }) {
  const { t } = useRecordWords();
  const { key, items, series } = group;
  const [shown, setShown] = useState(key === "administration" ? QUIET : FIRST);
  const total = items.length;
  return (
    <Card
      title={t(`groups.${key}`)}
      padded={false}
      aside={<Muted>{t("entries", { count: total + series.length })}</Muted>}
    >
      {series.length === 0 ? null : <SeriesTable series={series} label={t(`groups.${key}`)} />}
      {Math.min(shown, total) === 0 ? null : (
        <ul className={styles["items"]}>
          {items.slice(0, shown).map((item) => (
            <li key={item.id}>
              <ItemView item={item} />
            </li>
          ))}
        </ul>
      )}
      {shown >= total ? null : (
        <div className={styles["more"]}>
          <Button variant="quiet" size="small" onClick={() => setShown(shown + STEP)}>
            {t("more", { count: Math.min(STEP, total - shown) })}
          </Button>
        </div>
      )}
    </Card>
  );
}
