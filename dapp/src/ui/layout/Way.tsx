import type { ReactNode } from "react";
import type { Tone } from "../feedback/Notice.tsx";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import { Badge } from "../text/Badge.tsx";
import styles from "./way.module.css";

export interface WayStop {
  readonly name: string;
  readonly icon: IconName;
  readonly title: string;
  /** How it stands there, in a word or two. */
  readonly state: string;
  readonly stateIcon?: IconName;
  readonly tone: Extract<Tone, "success" | "warning" | "danger"> | "neutral";
  /** What has come as far as this. */
  readonly figure?: string | null;
  readonly words?: ReactNode;
}

/** A way of some stops as a picture: from top to bottom on phones, from left to right where there is room. */
export function Way({
  stops,
  label,
  isChain = false,
}: {
  readonly stops: readonly WayStop[];
  readonly label?: string;
  /** Each stop holds up to the next one: the line shows how that one stands. */
  readonly isChain?: boolean;
}) {
  return (
    <div className={styles["box"]}>
      <ol className={styles["way"]} aria-label={label} data-chain={isChain || undefined}>
        {stops.map(({ name, icon, title, state, stateIcon, tone, figure, words }) => (
          <li key={name} className={styles["stop"]} data-tone={tone}>
            <span className={styles["dot"]}>
              <Icon name={icon} size={22} />
            </span>
            <div className={styles["body"]}>
              <p className={styles["title"]}>{title}</p>
              {figure === undefined || figure === null ? null : <p className={styles["figure"]}>{figure}</p>}
              <p>
                <Badge tone={tone} {...(stateIcon === undefined ? {} : { icon: stateIcon })}>
                  {state}
                </Badge>
              </p>
              {words === undefined || words === null ? null : <p className={styles["words"]}>{words}</p>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
