import type { ButtonHTMLAttributes } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import styles from "./button.module.css";

export interface IconButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  "className" | "style" | "children" | "aria-label"
> {
  readonly icon: IconName;
  /** What it does, for those who do not see the icon; also its tooltip. */
  readonly label: string;
}

export function IconButton({ icon, label, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={styles["button"]}
      data-variant="quiet"
      data-icon-only="true"
    >
      <Icon name={icon} />
    </button>
  );
}
