import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "../icons/Icon.tsx";
import styles from "./layout.module.css";

/** Rows with a line between them; put it into a Card with `padded={false}`. */
export function List({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <ul className={styles["list"]} aria-label={label}>
      {children}
    </ul>
  );
}

export interface ListRowProps {
  /** An Avatar or a category icon. */
  readonly leading?: ReactNode;
  readonly title: ReactNode;
  readonly meta?: ReactNode;
  /** Badges, or buttons when there is no `href`. */
  readonly trailing?: ReactNode;
  /** Makes the whole row a link, named by its title. */
  readonly href?: string;
}

export function ListRow({ leading, title, meta, trailing, href }: ListRowProps) {
  const isLink = href !== undefined;
  return (
    <li>
      <div className={styles["row"]} data-link={isLink} data-actions={!isLink && trailing !== undefined}>
        {leading}
        <div className={styles["rowBody"]}>
          <div className={styles["rowTitle"]}>
            {isLink ? (
              <Link href={href} prefetch={false} className={styles["rowLink"]}>
                {title}
              </Link>
            ) : (
              title
            )}
          </div>
          {meta === undefined ? null : <div className={styles["rowMeta"]}>{meta}</div>}
        </div>
        {trailing === undefined ? null : <div className={styles["rowTrailing"]}>{trailing}</div>}
        {isLink ? <Icon name="next" size={18} className={styles["chevron"]} /> : null}
      </div>
    </li>
  );
}
