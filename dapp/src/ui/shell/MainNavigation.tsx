import Link from "next/link";
import { usePathname } from "next/navigation";
import { useFormatter, useTranslations } from "use-intl";
import { Icon } from "../icons/Icon.tsx";
import { DESTINATIONS, isCurrent, type Role } from "./navigation.ts";
import styles from "./shell.module.css";

/** In the header on wide screens, at the bottom on phones; one and the same list. */
export function MainNavigation({
  role,
  counts,
}: {
  readonly role: Role;
  readonly counts: Readonly<Record<string, number>>;
}) {
  const t = useTranslations("shell");
  const format = useFormatter();
  const pathname = usePathname();
  return (
    <nav className={styles["nav"]} aria-label={t("main")}>
      {DESTINATIONS[role].map(({ href, label, shortLabel, icon }) => {
        const count = counts[href] ?? 0;
        return (
          <Link
            key={href}
            href={href}
            prefetch={false}
            className={styles["navLink"]}
            aria-current={isCurrent(href, pathname) ? "page" : undefined}
          >
            <Icon name={icon} size={22} />
            {shortLabel === undefined ? (
              <span>{t(`nav.${label}`)}</span>
            ) : (
              <>
                <span className={styles["long"]}>{t(`nav.${label}`)}</span>
                <span className={styles["short"]}>{t(`nav.${shortLabel}`)}</span>
              </>
            )}
            {count === 0 ? null : <span className={styles["count"]}>{format.number(count)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
