import { useId } from "react";
import { Avatar, Card, Details, Facts } from "../../ui/index.ts";
import type { Item, RecordDocument } from "./fhir/view.ts";
import { HiddenLines } from "./Hidden.tsx";
import { GroupView } from "./GroupView.tsx";
import { ItemView } from "./ItemView.tsx";
import { useRecordWords } from "./useRecordWords.ts";
import styles from "./record.module.css";

/** Few groups need no table of contents. */
const CONTENTS_FROM = 4;

/** A whole record by subject, or the one thing it is. */
export function RecordDocumentView({ document }: { readonly document: RecordDocument }) {
  const { t } = useRecordWords();
  const id = useId();
  const { patient, groups, isBundle } = document;
  const [only] = groups;
  const [single] = only?.items ?? [];
  if (!isBundle && single !== undefined) {
    return (
      <Card>
        <ItemView item={single} isAlone />
      </Card>
    );
  }
  return (
    <>
      {patient === null ? null : <PersonView person={patient} />}
      {groups.length < CONTENTS_FROM ? null : (
        <nav aria-label={t("contents")} className={styles["contents"]}>
          {groups.map(({ key, items, series }) => (
            <a key={key} href={`#${id}-${key}`} onClick={(event) => go(event, `${id}-${key}`)}>
              {t(`groups.${key}`)}
              <span>{items.length + series.length}</span>
            </a>
          ))}
        </nav>
      )}
      {groups.map((group) => (
        <div key={group.key} id={`${id}-${group.key}`} tabIndex={-1}>
          <GroupView group={group} />
        </div>
      ))}
    </>
  );
}

/** The address's fragment says what the page is about, so it must stay as it is. */
function go(event: { preventDefault(): void }, id: string): void {
  event.preventDefault();
  const target = globalThis.document.getElementById(id);
  target?.scrollIntoView({ behavior: "smooth", block: "start" });
  target?.focus({ preventScroll: true });
}

function PersonView({ person }: { readonly person: Item }) {
  const words = useRecordWords();
  const { t, line } = words;
  const name = words.title(person);
  const head = person.lines.filter(
    ({ label }) => label === "birthDate" || label === "gender" || label === "died",
  );
  const rest = person.lines.filter((each) => !head.includes(each));
  return (
    <Card>
      <div className={styles["person"]}>
        <Avatar name={name} size="large" />
        <div>
          <p className={styles["personName"]}>{name}</p>
          <p className={styles["personLine"]}>
            {head.map((each) => `${t(`labels.${each.label}`)} ${line(each)}`).join(" · ")}
          </p>
        </div>
      </div>
      <HiddenLines elements={person.hidden} />
      {rest.length === 0 ? null : (
        <Details summary={t("personalDetails")}>
          <Facts facts={rest.map((each) => ({ label: t(`labels.${each.label}`), value: line(each) }))} />
        </Details>
      )}
    </Card>
  );
}
