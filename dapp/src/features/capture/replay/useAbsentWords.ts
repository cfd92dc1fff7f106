import { useMessages, useTranslations } from "use-intl";

/** Why an instrument gave no value, in words; a reason nobody knows as "none". */
export function useAbsentWords(): (reason: string | null) => string {
  const t = useTranslations("capturing.replay.absent");
  const { absent } = useMessages().capturing.replay;
  return (reason) => t(reason !== null && isKnown(absent, reason) ? reason : "unknown");
}

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
