import { useFormatter, useTranslations } from "use-intl";
import type { NumericCourse, ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { useAbsentWords } from "./useAbsentWords.ts";
import { unitText } from "../live/units.ts";
import { type ValueAt, valueAt } from "./courses.ts";
import styles from "./replay.module.css";

/** What each instrument showed at one moment. */
export function Values({
  overview,
  courses,
  at,
}: {
  readonly overview: ReplayOverview;
  readonly courses: readonly NumericCourse[];
  readonly at: number;
}) {
  const byId = new Map(courses.map((course) => [course.id, course]));
  return overview.devices.map((device) => {
    const own = overview.numerics.filter((series) => series.device === device.id);
    if (own.length === 0) return null;
    return (
      <section key={device.id} className={styles["device"]} aria-label={device.label}>
        <h3 className={styles["deviceName"]}>{device.label}</h3>
        <dl className={styles["values"]}>
          {own.map(({ id, label, unit }) => {
            const course = byId.get(id);
            const shown = course === undefined ? null : valueAt(course, at);
            return (
              <div className={styles["value"]} key={id} data-absent={shown?.value === null || shown === null}>
                <dt>{label}</dt>
                <dd>
                  <Value shown={shown} unit={unit} />
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
    );
  });
}

function Value({ shown, unit }: { readonly shown: ValueAt | null; readonly unit: string | null }) {
  const t = useTranslations("capturing.replay");
  const format = useFormatter();
  const absentWords = useAbsentWords();
  if (shown === null) return <span className={styles["absent"]}>{t("noValue")}</span>;
  if (shown.value === null) return <span className={styles["absent"]}>{absentWords(shown.absent)}</span>;
  return (
    <>
      <span className={styles["number"]}>{format.number(shown.value, { maximumFractionDigits: 6 })}</span>{" "}
      <span className={styles["unit"]}>{unitText(unit)}</span>
      {shown.isQuestionable ? <span className={styles["doubt"]}> {t("questionable")}</span> : null}
    </>
  );
}
