"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ToastProvider } from "../overlay/Toasts.tsx";
import { AccountMenu, type AccountMenuProps } from "./AccountMenu.tsx";
import { Mark } from "./Mark.tsx";
import { MainNavigation } from "./MainNavigation.tsx";
import type { Role } from "./navigation.ts";
import { RouteFocus } from "./RouteFocus.tsx";
import styles from "./shell.module.css";

export interface ShellProps extends AccountMenuProps {
  /** Null while nobody is signed in: no navigation then. */
  readonly role: Role | null;
  /** How many things wait at a destination, by its href. */
  readonly counts?: Readonly<Record<string, number>>;
  readonly children: ReactNode;
}

const NOTHING_WAITS: Readonly<Record<string, number>> = {};

/** What is around every page: where one can go, who one is, and the content. */
export function Shell({ role, counts = NOTHING_WAITS, children, ...account }: ShellProps) {
  const t = useTranslations("shell");
  return (
    <ToastProvider>
      <a className={styles["skip"]} href="#content">
        {t("skip")}
      </a>
      <header className={styles["header"]}>
        <div className={styles["bar"]}>
          <Link className={styles["brand"]} href="/" prefetch={false} aria-label={t("brandHome")}>
            <Mark />
            <span>MedLattice</span>
          </Link>
          {role === null ? null : <MainNavigation role={role} counts={counts} />}
          <div className={styles["account"]}>
            <AccountMenu {...account} />
          </div>
        </div>
      </header>
      <main className={styles["main"]} id="content" tabIndex={-1}>
        {children}
      </main>
      <RouteFocus />
    </ToastProvider>
  );
}
