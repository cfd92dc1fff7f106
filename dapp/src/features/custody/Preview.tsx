import { useTranslations } from "use-intl";
import type { Colleague } from "../../engine/custody/colleagues.ts";
import { Card } from "../../ui/index.ts";
import { useOfficerNames } from "./useOfficerName.ts";
import styles from "./custody.module.css";

/** What a key of these officers means, in plain words. */
export function Preview({
  officers,
  threshold,
  institution,
}: {
  readonly officers: readonly Colleague[];
  readonly threshold: number;
  readonly institution: string;
}) {
  const t = useTranslations("custody.begin");
  const namesOf = useOfficerNames();
  const count = officers.length;
  return (
    <Card title={t("preview")}>
      <ul className={styles["preview"]}>
        <li>{t("previewOfficers", { names: namesOf(officers), institution })}</li>
        <li>{t("previewPermit", { threshold, count })}</li>
        <li>{t("spare", { count: count - threshold })}</li>
        <li>{t("previewShare")}</li>
        <li>{t("previewPresent")}</li>
      </ul>
    </Card>
  );
}
