import { groupOfType } from "./fhir/document.ts";
import { useRecordWords } from "./useRecordWords.ts";

/** What a resource is called that does not name itself: its kind, in the person's language. */
export function useTypeName(): (type: string) => string {
  const { t } = useRecordWords();
  return (type) => (type === "Patient" ? t("personalDetails") : t(`groups.${groupOfType(type)}`));
}
