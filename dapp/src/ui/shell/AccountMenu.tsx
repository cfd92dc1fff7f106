import Link from "next/link";
import { useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../icons/Icon.tsx";
import { Avatar } from "../text/Avatar.tsx";
import { LanguageSwitch, LockSwitch, type LockSwitchProps, ThemeSwitch } from "./Switches.tsx";
import type { Role } from "./navigation.ts";
import styles from "./menu.module.css";

export interface ShellAccount {
  /** Null when the page does not know it: patients are known to the network by a pseudonym. */
  readonly name: string | null;
  readonly role: Role;
  readonly organizationName: string;
}

export interface AccountMenuProps {
  readonly account: ShellAccount | null;
  /** Null where there is nothing to lock. */
  readonly locking?: LockSwitchProps | null;
  readonly onLock?: () => void;
  readonly onSignOut?: () => void;
}

/** Who am I, lock, sign out, language, appearance; a native popover. */
export function AccountMenu({ account, locking = null, onLock, onSignOut }: AccountMenuProps) {
  const t = useTranslations("shell");
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const name = account?.name ?? (account === null ? null : t(`roles.${account.role}`));
  const closeThen = (act: () => void) => () => {
    menu.current?.hidePopover();
    act();
  };
  return (
    <>
      <button
        type="button"
        className={styles["accountButton"]}
        popoverTarget={id}
        aria-label={t("account.open")}
        title={t("account.open")}
      >
        {name === null ? <Icon name="language" size={22} /> : <Avatar name={name} size="small" />}
      </button>
      <div
        className={styles["menu"]}
        id={id}
        popover="auto"
        ref={menu}
        role="group"
        aria-label={t("account.open")}
      >
        {account === null || name === null ? null : (
          <div className={styles["menuHead"]}>
            <Avatar name={name} />
            <div>
              <p className={styles["menuName"]}>{name}</p>
              <p className={styles["menuMeta"]}>
                {account.name === null ? null : `${t(`roles.${account.role}`)} · `}
                {account.organizationName}
              </p>
            </div>
          </div>
        )}
        <div className={styles["menuPart"]}>
          <LanguageSwitch />
        </div>
        <div className={styles["menuPart"]}>
          <ThemeSwitch />
        </div>
        {locking === null ? null : (
          <div className={styles["menuPart"]}>
            <LockSwitch {...locking} />
          </div>
        )}
        <div className={styles["menuButtons"]}>
          <Link href="/proof/" prefetch={false} onClick={closeThen(() => undefined)}>
            <Icon name="shield" />
            {t("account.proof")}
          </Link>
          {onLock === undefined ? null : (
            <button type="button" onClick={closeThen(onLock)} title={t("account.lockHint")}>
              <Icon name="lock" />
              {t("account.lock")}
            </button>
          )}
          {onSignOut === undefined ? null : (
            <button type="button" onClick={closeThen(onSignOut)}>
              <Icon name="leave" />
              {t("account.signOut")}
            </button>
          )}
        </div>
      </div>
    </>
  );
}
