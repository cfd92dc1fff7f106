import Link from "next/link";
import { useTranslations } from "use-intl";
import { type Hue, type IconName, IconTile, VisuallyHidden } from "../../ui/index.ts";
import styles from "./home.module.css";

const STEPS: readonly {
  readonly key: "share" | "appointment" | "activity";
  readonly href: string;
  readonly icon: IconName;
  readonly hue: Hue;
}[] = [
  { key: "share", href: "/access/share/", icon: "access", hue: "teal" },
  { key: "appointment", href: "/appointments/new/", icon: "calendar", hue: "blue" },
  { key: "activity", href: "/activity/", icon: "activity", hue: "violet" },
];

/** What one may want to do. */
export function NextSteps() {
  const t = useTranslations("home.steps");
  return (
    <section aria-labelledby="next-steps">
      <VisuallyHidden>
        <h2 id="next-steps">{t("title")}</h2>
      </VisuallyHidden>
      <ul className={styles["figures"]}>
        {STEPS.map(({ key, href, icon, hue }) => (
          <li className={styles["step"]} key={key}>
            <IconTile icon={icon} hue={hue} />
            <div>
              <Link href={href} prefetch={false}>
                {t(key)}
              </Link>
              <p>{t(`${key}Text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
