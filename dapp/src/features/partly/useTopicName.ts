import { useMessages, useTranslations } from "use-intl";

/** A topic of the SDK's catalogue in the person's language; one that is newer than these pages by its key. */
export function useTopicName(): (key: string) => string {
  const t = useTranslations("partly.topics");
  const { topics } = useMessages().partly;
  return (key) => (isKnown(topics, key) ? t(key) : key.replaceAll("-", " "));
}

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
