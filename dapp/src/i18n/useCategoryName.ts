import { CATEGORIES, type Category } from "@medlattice/sdk/fhir";
import { useTranslations } from "use-intl";

/** Names of categories in the person's language; a code nobody knows stays as it is. */
export function useCategoryName(): (code: string) => string {
  const t = useTranslations("categories");
  return (code) => (isCategory(code) ? t(code) : code);
}

function isCategory(code: string): code is Category {
  return CATEGORIES.some((known) => known === code);
}
