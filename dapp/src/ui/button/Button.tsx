import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from "react";
import { Icon } from "../icons/Icon.tsx";
import type { IconName } from "../icons/paths.ts";
import { Spinner } from "./Spinner.tsx";
import styles from "./button.module.css";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "danger-quiet";

export interface ButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  "disabled" | "className" | "style"
> {
  readonly variant?: ButtonVariant;
  readonly size?: "medium" | "small";
  readonly icon?: IconName;
  /** Something is under way: the button keeps the focus and does nothing when pressed. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/**
 * A button that stays reachable by keyboard while it cannot be used: `aria-disabled` instead of `disabled`, so that focus is not lost
 * the moment something starts.
 */
export function Button(props: ButtonProps) {
  const {
    variant = "secondary",
    size = "medium",
    icon,
    busy = false,
    disabled = false,
    wide = false,
  } = props;
  const { children, onClick, type = "button", ...rest } = withoutOwn(props);
  const isIdle = !busy && !disabled;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isIdle) onClick?.(event);
    else event.preventDefault();
  };
  return (
    <button
      {...rest}
      type={type}
      className={styles["button"]}
      data-variant={variant}
      data-size={size}
      data-wide={wide}
      aria-disabled={isIdle ? undefined : true}
      aria-busy={busy ? true : undefined}
      onClick={press}
    >
      {busy ? (
        <Spinner />
      ) : icon === undefined ? null : (
        <Icon name={icon} size={size === "small" ? 16 : 18} />
      )}
      {children}
    </button>
  );
}

function withoutOwn(props: ButtonProps) {
  const { variant: _v, size: _s, icon: _i, busy: _b, disabled: _d, wide: _w, ...rest } = props;
  return rest;
}
