import type { IconName } from "../icons/paths.ts";
import type { Messages } from "../../i18n/types.ts";

export type Role = "Patient" | "Doctor" | "Manager" | "Staff";

export interface Destination {
  readonly href: string;
  readonly label: keyof Messages["shell"]["nav"];
  /** For the bar on phones, where there is less room. */
  readonly shortLabel?: keyof Messages["shell"]["nav"];
  readonly icon: IconName;
}

const SHARED: Destination = { href: "/shared/", label: "shared", shortLabel: "sharedShort", icon: "shared" };

/** Where each role can go; at most five, as many as fit a phone. */
export const DESTINATIONS: Readonly<Record<Role, readonly Destination[]>> = {
  Patient: [
    { href: "/", label: "home", icon: "home" },
    { href: "/records/", label: "records", icon: "records" },
    { href: "/access/", label: "access", icon: "access" },
    { href: "/activity/", label: "activity", icon: "activity" },
    { href: "/appointments/", label: "appointments", shortLabel: "appointmentsShort", icon: "calendar" },
  ],
  Doctor: [
    { href: "/visits/", label: "today", shortLabel: "appointmentsShort", icon: "calendar" },
    { href: "/capture/", label: "capture", shortLabel: "captureShort", icon: "monitor" },
    { href: "/write/", label: "write", icon: "write" },
    { href: "/corrections/", label: "corrections", icon: "flag" },
    SHARED,
  ],
  Manager: [
    { href: "/requests/", label: "requests", icon: "inbox" },
    { href: "/desk/", label: "desk", icon: "shield" },
    { href: "/custody/", label: "custody", icon: "users" },
    { href: "/pipeline/", label: "pipeline", icon: "activity" },
  ],
  Staff: [SHARED],
};

/** Whether a destination is where we are, or above it. */
export function isCurrent(href: string, pathname: string): boolean {
  const here = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return href === "/" ? here === "/" : here.startsWith(href);
}
