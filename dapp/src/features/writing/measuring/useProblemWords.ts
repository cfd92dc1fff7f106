import { useFormatter, useMessages, useTranslations } from "use-intl";
import { unitWords } from "./unitWords.ts";
import type { Measure, MeasurementProblem } from "@medlattice/sdk/device/record/manual";

/**
 * What is wrong or rare, in the person's language; a rule nobody knows in the SDK's own words.
 * @returns takes the measure it is about, where there is one, to name its bounds
 */
export function useProblemWords(): (
  problem: Pick<MeasurementProblem, "rule" | "message">,
  measure: Measure | undefined,
) => string {
  const t = useTranslations("measuring.rules");
  const format = useFormatter();
  const { rules } = useMessages().measuring;
  return ({ rule, message }, measure) => {
    if (!isKnown(rules, rule)) return message;
    if (rule !== "value-rare") return t(rule);
    const [low = 0, high = 0] = measure?.usual ?? [];
    return t(rule, {
      low: format.number(low),
      high: format.number(high),
      unit: unitWords(measure?.unit ?? ""),
    });
  };
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
