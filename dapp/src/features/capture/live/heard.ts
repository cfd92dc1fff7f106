import type { CapturedInstrument, DeviceLink } from "../../../capture/index.ts";

/** Instruments that say nothing at the moment: that none of them says an alarm means nothing. */
export function unheardOf(
  instruments: readonly Pick<CapturedInstrument, "key" | "isAdded">[],
  links: ReadonlyMap<string, Pick<DeviceLink, "link">>,
): ReadonlySet<string> {
  return new Set(
    instruments
      .filter(({ key, isAdded }) => !isAdded || links.get(key)?.link.state !== "receiving")
      .map(({ key }) => key),
  );
}
