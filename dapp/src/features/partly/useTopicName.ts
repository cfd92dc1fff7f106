import { useMessages, useTranslations } from "use-intl";

/**
 * A topic of the SDK's catalogue in the person's language; one that is newer than these pages by its key.
 * @param isOfOthers said by a doctor of a patient, not by the patient
 */
export function useTopicName(isOfOthers: boolean): (key: string) => string {
  const t = useTranslations("partly");
  const { topics, remove } = useMessages().partly;
  return (key) => {
    if (isOfOthers && isKnown(remove.topics, key)) return t(`remove.topics.${key}`);
    return isKnown(topics, key) ? t(`topics.${key}`) : key.replaceAll("-", " ");
  };
}

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
