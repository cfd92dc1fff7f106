import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import { hueOf, initialsOf } from "./initials.ts";
import styles from "./text.module.css";

/** Who it is, by initials in a colour of their own; the name itself stands beside it. */
export function Avatar({
  name,
  size = "medium",
}: {
  readonly name: string;
  readonly size?: "small" | "medium" | "large";
}) {
  const initials = initialsOf(name);
  // Drawn by the style sheet: letters in the content would have to be part of the name of a button they stand in (WCAG 2.5.3).
  return (
    <span
      className={styles["avatar"]}
      data-size={size}
      data-hue={hueOf(name)}
      data-initials={initials}
      aria-hidden="true"
    >
      {initials === "" ? <Icon name="user" size={18} /> : null}
    </span>
  );
}

export type Hue = "teal" | "violet" | "rose" | "blue" | "amber" | "slate";

/** What it is, by an icon on a colour. */
export function IconTile({ icon, hue = "teal" }: { readonly icon: IconName; readonly hue?: Hue }) {
  return (
    <span className={styles["tile"]} data-hue={hue} aria-hidden="true">
      <Icon name={icon} />
    </span>
  );
}
