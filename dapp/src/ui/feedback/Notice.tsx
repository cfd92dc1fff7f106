import type { ReactNode } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import styles from "./feedback.module.css";

export type Tone = "info" | "success" | "warning" | "danger";

export interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out as soon as it appears; for what answers an action. */
  readonly isLive?: boolean;
}

const ICONS: Readonly<Record<Tone, IconName>> = {
  info: "info",
  success: "success",
  warning: "warning",
  danger: "danger",
};

export function Notice({ tone = "info", title, children, actions, isLive = false }: NoticeProps) {
  return (
    <div
      className={styles["notice"]}
      data-tone={tone}
      role={isLive ? (tone === "danger" ? "alert" : "status") : undefined}
    >
      <Icon name={ICONS[tone]} />
      <div className={styles["noticeBody"]}>
        {title === undefined ? null : <p className={styles["noticeTitle"]}>{title}</p>}
        {children}
        {actions === undefined ? null : <div className={styles["noticeActions"]}>{actions}</div>}
      </div>
    </div>
  );
}
