import { useTranslations } from "use-intl";
import { useRecords, useTitle, type WhichRecord } from "./useRecords.ts";
import type { RecordTitle } from "../../engine/records/titles.ts";
import { useCategoryName } from "../../i18n/useCategoryName.ts";

const YEAR = 4;

/** What a record is called in a list: as its content names itself, else what kind of record it is. */
export function useTitleWords(): (about: RecordTitle | undefined, category: string | null) => string {
  const t = useTranslations("records");
  const nameOf = useCategoryName();
  const captured = useTranslations("capturing");
  return (about, category) => {
    if (about?.isCapture === true) return captured("record");
    if (about?.title !== null && about?.title !== undefined) return about.title;
    if (about?.resourceType === "Bundle") {
      const name = category === null || category === "general" ? t("healthRecord") : nameOf(category);
      if (about.period === null) return name;
      const [from, to] = [about.period.from.slice(0, YEAR), about.period.to.slice(0, YEAR)];
      return from === to ? t("healthRecordYear", { name, from }) : t("healthRecordSpan", { name, from, to });
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

/** What a record is called, wherever one speaks of it; null until it has been opened for that. */
export function useRecordName(which: WhichRecord): string | null {
  const { data: records } = useRecords();
  const { data: about } = useTitle(which);
  const titleWords = useTitleWords();
  const record = records?.find(
    ({ chainId, recordId }) => chainId === which.chainId && recordId === which.recordId,
  );
  return about === undefined ? null : titleWords(about, record?.category ?? null);
}
