import { useMessages, useTranslations } from "use-intl";
import type { MeasurementProblem } from "@medlattice/sdk/device/record/manual";

/** What is wrong or rare, in the person's language; a rule nobody knows in the SDK's own words. */
export function useProblemWords(): (problem: Pick<MeasurementProblem, "rule" | "message">) => string {
  const t = useTranslations("measuring.rules");
  const { rules } = useMessages().measuring;
  return ({ rule, message }) => (isKnown(rules, rule) ? t(rule) : message);
}

/** What a measure is called. */
export function useMeasureName(): (measure: { readonly id: string; readonly label: string }) => string {
  const t = useTranslations("measuring.measures");
  const { measures } = useMessages().measuring;
  return ({ id, label }) => (isKnown(measures, id) ? t(id) : label);
}

function isKnown<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
