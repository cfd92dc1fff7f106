import Link from "next/link";
import { type ReactNode, useEffect } from "react";
import { Icon } from "../icons/Icon.tsx";
import styles from "./layout.module.css";

export interface PageHeaderProps {
  /** Also the title of the browser's tab. */
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
}

/** The one h1 of a page; the shell moves the focus to it on navigation. */
export function PageHeader({ title, lead, actions, back }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · MedLattice`;
  }, [title]);
  return (
    <header className={styles["pageHead"]}>
      {back === undefined ? null : (
        <Link className={styles["pageBack"]} href={back.href} prefetch={false}>
          <Icon name="back" size={16} />
          {back.label}
        </Link>
      )}
      <h1 className={styles["pageTitle"]} tabIndex={-1}>
        {title}
      </h1>
      {lead === undefined ? null : <p className={styles["pageLead"]}>{lead}</p>}
      {actions === undefined ? null : <div className={styles["pageActions"]}>{actions}</div>}
    </header>
  );
}
