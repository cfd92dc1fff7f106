import type { GivenAccess } from "../../engine/grants/given.ts";
import type { IconName, Tone } from "../../ui/index.ts";

export const STATE_LOOKS: Readonly<
  Record<GivenAccess["state"], { readonly tone: Tone | "neutral"; readonly icon: IconName }>
> = {
  holds: { tone: "success", icon: "check" },
  "not yet": { tone: "info", icon: "clock" },
  over: { tone: "neutral", icon: "clock" },
  "used up": { tone: "neutral", icon: "check" },
  withdrawn: { tone: "neutral", icon: "close" },
  denied: { tone: "danger", icon: "close" },
  "never registered": { tone: "warning", icon: "warning" },
};

/** Whether something can be read under it, now or later: what one can still withdraw. */
export function isRunning({ state }: Pick<GivenAccess, "state">): boolean {
  return state === "holds" || state === "not yet" || state === "denied";
}
