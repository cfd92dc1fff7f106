import { useTranslations } from "use-intl";
import type { RecordTitle } from "../../engine/records/titles.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";

const YEAR = 4;

/** What a record is called in a list: as its content names itself, else what kind of record it is. */
export function useTitleWords(): (about: RecordTitle | undefined, category: string | null) => string {
  const t = useTranslations("records");
  const nameOf = useCategoryName();
  return (about, category) => {
    if (about?.title !== null && about?.title !== undefined) return about.title;
    if (about?.resourceType === "Bundle") {
      if (about.period === null) return t("healthRecord");
      const [from, to] = [about.period.from.slice(0, YEAR), about.period.to.slice(0, YEAR)];
      return from === to ? t("healthRecordYear", { from }) : t("healthRecordSpan", { from, to });
    }
    return nameOf(category ?? "general");
  };
}

/** Who wrote a record, as far as the directory tells. */
export function useAuthorWords(): (entry: {
  readonly authorName: string | null;
  readonly institution: string;
}) => string {
  const t = useTranslations("records");
  return ({ authorName, institution }) =>
    authorName === null ? t("byUnknown", { institution }) : t("by", { author: authorName, institution });
}
