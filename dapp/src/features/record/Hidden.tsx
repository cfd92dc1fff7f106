import { createContext, useContext } from "react";
import { useMessages } from "use-intl";
import { useRecordWords } from "./useRecordWords.ts";
import styles from "./record.module.css";

/** Who has hidden what is missing: the patient before sharing, or a correction for good. */
export type HiddenBy = "patient" | "good";

export const HiddenByContext = createContext<HiddenBy>("good");

/** FHIR writes the type of a value into its name. */
const CHOICE =
  /^(value|effective|performed|occurrence|onset|abatement|deceased|multipleBirth|medication|timing|born|age|reported|serviced|asNeeded|allowed|used)(?=[A-Z])/;

/** What an element of FHIR is called, as far as pages have a name for it. */
export function useElementName(): (element: string) => string {
  const { t } = useRecordWords();
  const { elements } = useMessages().record;
  return (element) => {
    const plain = CHOICE.exec(element)?.[1] ?? element;
    return isKnown(elements, plain) ? t(`elements.${plain}`) : t("elements.unknown");
  };
}

/** A black bar for each element that may not be seen, with what it would say named as far as it is told. */
export function HiddenLines({ elements }: { readonly elements: readonly string[] }) {
  const { t } = useRecordWords();
  const nameOf = useElementName();
  const by = useContext(HiddenByContext);
  if (elements.length === 0) return null;
  const names = [...new Set(elements.map(nameOf))];
  return (
    <dl className={styles["lines"]}>
      {names.map((name) => (
        <div className={styles["line"]} key={name}>
          <dt>{name}</dt>
          <dd className={styles["bar"]}>{t(`hiddenBy.${by}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
