import { useTranslations } from "use-intl";
import { type Measure, MEASURES } from "@medlattice/sdk/device/record/manual";
import { Select } from "../../../ui/index.ts";
import { useMeasureName } from "./useProblemWords.ts";

const GROUPS = [...Map.groupBy(MEASURES, ({ group }) => group)];

/** Which measure, by group; those of one group stand together. */
export function MeasurePicker({
  value,
  error,
  onValue,
}: {
  readonly value: string;
  readonly error: string | null;
  readonly onValue: (id: string) => void;
}) {
  const t = useTranslations("measuring");
  const nameOf = useMeasureName();
  const option = (measure: Measure) => ({ value: measure.id, label: nameOf(measure) });
  return (
    <Select
      label={t("measure")}
      value={value}
      onValue={onValue}
      error={error}
      options={[{ value: "", label: t("choose") }]}
      groups={GROUPS.map(([group, members]) => ({
        label: t(`groups.${group}`),
        options: members.map(option),
      }))}
    />
  );
}
