import { ICON_PATHS, type IconName } from "./paths.ts";

export interface IconProps {
  readonly name: IconName;
  /** Pixels; default 20. */
  readonly size?: number;
  readonly className?: string | undefined;
}

/** Decoration beside words: hidden from screen readers. */
export function Icon({ name, size = 20, className }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
