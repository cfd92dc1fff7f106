import { useFormatter, useTranslations } from "use-intl";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { Facts } from "../../../ui/index.ts";
import { elapsedWords } from "./playback.ts";

/** Who captured it, whose instruments said it, how the patient was identified, and by which drivers it was understood (P10). */
export function Origin({ overview }: { readonly overview: ReplayOverview }) {
  const t = useTranslations("capturing.replay");
  const finish = useTranslations("capturing.finish");
  const format = useFormatter();
  const { treatment, startedAt, endedAt, devices } = overview;
  const time = (at: number): string =>
    format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" });
  const institution = treatment?.institution ?? "–";
  return (
    <Facts
      facts={[
        { label: t("when"), value: time(startedAt) },
        { label: finish("duration"), value: elapsedWords(endedAt - startedAt) },
        {
          label: t("by"),
          value:
            treatment === null
              ? null
              : treatment.doctorName === null
                ? t("byUnknown", { institution })
                : t("byNamed", { doctor: treatment.doctorName, institution }),
        },
        {
          label: t("identified"),
          value:
            treatment === null
              ? null
              : t(`identifiedBy.${treatment.identifiedBy}`, { code: treatment.visitCode }),
        },
        {
          label: finish("instruments"),
          value:
            devices.length === 0 ? (
              finish("none")
            ) : (
              <ul>
                {devices.map((device) => (
                  <li key={device.id}>
                    <Instrument device={device} />
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

function Instrument({ device }: { readonly device: ReplayOverview["devices"][number] }) {
  const t = useTranslations("capturing.replay");
  const { label, manufacturer, model, serialNumber, driver = "–", driverVersion = "–" } = device;
  const isNamed = manufacturer === undefined || label.startsWith(manufacturer);
  const name = [isNamed ? label : `${manufacturer} ${label}`, model]
    .filter((part) => part !== undefined)
    .join(" ");
  return (
    <>
      {t("device", { name, driver, version: driverVersion })}
      {serialNumber === undefined ? null : t("serial", { serial: serialNumber })}
    </>
  );
}
