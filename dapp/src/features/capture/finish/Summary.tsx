import { useFormatter, useTranslations } from "use-intl";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { Facts } from "../../../ui/index.ts";
import { elapsedWords } from "../replay/index.ts";
import { summaryOf } from "./summaryOf.ts";

/** What a record will hold, in figures. */
export function Summary({ overview, bytes }: { readonly overview: ReplayOverview; readonly bytes: number }) {
  const t = useTranslations("capturing.finish");
  const replay = useTranslations("capturing.replay");
  const format = useFormatter();
  const { durationMs, values, waves, gaps, gapMs, markers, alarms } = summaryOf(overview);
  const count = (of: number): string => (of === 0 ? t("none") : t("count", { count: of }));
  const time = (at: number): string =>
    format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" });
  return (
    <Facts
      facts={[
        {
          label: t("instruments"),
          value:
            overview.devices.length === 0
              ? t("none")
              : format.list(overview.devices.map(({ label }) => label)),
        },
        { label: t("duration"), value: elapsedWords(durationMs) },
        {
          label: replay("when"),
          value: t("span", { from: time(overview.startedAt), to: time(overview.endedAt) }),
        },
        { label: t("values"), value: count(values) },
        { label: t("waves"), value: waves === 0 ? t("none") : t("waveCount", { count: waves }) },
        {
          label: t("interruptions"),
          value: t("gaps", {
            count: gaps,
            seconds: format.number(gapMs / 1000, { maximumFractionDigits: 1 }),
          }),
        },
        { label: t("markers"), value: count(markers) },
        { label: t("alarms"), value: count(alarms) },
        {
          label: t("size"),
          value: format.number(bytes / 1e6, {
            style: "unit",
            unit: "megabyte",
            maximumFractionDigits: 1,
          }),
        },
      ]}
    />
  );
}
