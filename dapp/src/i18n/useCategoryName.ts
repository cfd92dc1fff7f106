import { useMessages, useTranslations } from "use-intl";

/** Names of categories in the person's language; a code nobody knows stays as it is. */
export function useCategoryName(): (code: string) => string {
  const t = useTranslations("categories");
  const { categories } = useMessages();
  return (code) => (isKnown(categories, code) ? t(code) : code);
}

function isKnown<Table extends object>(table: Table, code: string): code is Extract<keyof Table, string> {
  return Object.hasOwn(table, code);
}
