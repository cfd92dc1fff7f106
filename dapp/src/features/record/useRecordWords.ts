import { useFormatter, useMessages, useTranslations } from "use-intl";
import type { Dosage, Item, Line, ReferenceRange, When } from "./fhir/view.ts";

const YEAR = 4;
const MONTH = 7;
const DAY = 10;

/** Says what a record holds in the person's language; content itself stays in the words of its author. */
export function useRecordWords() {
  const t = useTranslations("record");
  const format = useFormatter();
  const { record } = useMessages();

  /** As precise as it was written, never more: a year stays a year. */
  function date(written: string): string {
    if (written.length === YEAR) return written;
    const instant = new Date(written.length <= DAY ? `${written}T00:00:00Z` : written);
    if (Number.isNaN(instant.getTime())) return written;
    if (written.length === MONTH) {
      return format.dateTime(new Date(`${written}-01T00:00:00Z`), {
        year: "numeric",
        month: "long",
        timeZone: "UTC",
      });
    }
    if (written.length === DAY) return format.dateTime(instant, { dateStyle: "medium", timeZone: "UTC" });
    return format.dateTime(instant, { dateStyle: "medium" });
  }

  function when({ from, to }: When): string {
    if (from === null) return to === null ? "" : t("until", { date: date(to) });
    if (to === null || to.slice(0, DAY) === from.slice(0, DAY)) return date(from);
    return t("span", { from: date(from), to: date(to) });
  }

  /** A code of the standard in words; one that nobody knows with its hyphens taken out. */
  function code(value: string): string {
    return isKnown(record.codes, value) ? t(`codes.${value}`) : value.replace(/[-_]+/g, " ");
  }

  function dosage({ text, dose, frequency, period, unit, route, asNeeded }: Dosage): string {
    if (text !== null) return text;
    const count = frequency ?? 1;
    const isDaily = period === 1 && unit === "d";
    const rhythm =
      frequency === null && period === null
        ? null
        : isDaily
          ? t("dosage.perDay", { count })
          : t("dosage.every", { count, period: period ?? 1, unit: unit ?? "d" });
    return [dose, rhythm, route, asNeeded ? t("dosage.asNeeded") : null]
      .filter((part) => part !== null)
      .join(", ");
  }

  function range({ low, high, text }: ReferenceRange): string {
    if (low !== null && high !== null) return t("range.between", { low: low.written, high: high.written });
    if (low !== null) return t("range.above", { low: low.written });
    if (high !== null) return t("range.below", { high: high.written });
    return text ?? "";
  }

  function line(value: Line): string {
    if ("text" in value) return value.text;
    if ("when" in value) return when(value.when);
    return "code" in value ? code(value.code) : dosage(value.dosage);
  }

  /** `MedicationRequest` as "medication request", when the content has no better name. */
  function title({ title: own, type }: Pick<Item, "title" | "type">): string {
    return own ?? type.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  }

  function size(bytes: number): string {
    if (bytes < 1000) return t("bytes", { kind: "B", size: bytes });
    return bytes < 1_000_000
      ? t("bytes", { kind: "kB", size: bytes / 1000 })
      : t("bytes", { kind: "MB", size: bytes / 1_000_000 });
  }

  return { t, date, when, code, dosage, range, line, title, size };
}

export type RecordWords = ReturnType<typeof useRecordWords>;

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
