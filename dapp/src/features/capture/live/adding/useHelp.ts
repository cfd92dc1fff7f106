import type { DeviceDriver } from "@medlattice/sdk/device";
import { useMessages } from "use-intl";

/** What to do at the instrument and with the cable, by the key that the driver names; null where nobody wrote it. */
export function useHelp(): (driver: DeviceDriver) => string | null {
  const messages = useMessages();
  return ({ help }) => {
    let found: unknown = messages;
    for (const part of help.split(".")) {
      if (typeof found !== "object" || found === null) return null;
      found = Reflect.get(found, part);
    }
    return typeof found === "string" ? found : null;
  };
}
