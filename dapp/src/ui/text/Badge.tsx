import type { ReactNode } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import type { Tone } from "../feedback/Notice.tsx";
import styles from "./text.module.css";

export interface BadgeProps {
  readonly tone?: Tone | "brand" | "neutral";
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A state in a word; never by colour alone. */
export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  return (
    <span className={styles["badge"]} data-tone={tone}>
      {icon === undefined ? null : <Icon name={icon} size={13} />}
      {children}
    </span>
  );
}
