import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import type { ButtonVariant } from "./Button.tsx";
import styles from "./button.module.css";

export interface LinkButtonProps {
  readonly href: string;
  readonly variant?: ButtonVariant;
  readonly size?: "medium" | "small";
  readonly icon?: IconName;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Goes somewhere, looks like a button. */
export function LinkButton({
  href,
  variant = "secondary",
  size = "medium",
  icon,
  wide = false,
  children,
}: LinkButtonProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      className={styles["button"]}
      data-variant={variant}
      data-size={size}
      data-wide={wide}
    >
      {icon === undefined ? null : <Icon name={icon} size={size === "small" ? 16 : 18} />}
      {children}
    </Link>
  );
}
