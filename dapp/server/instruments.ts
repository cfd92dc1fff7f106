import { z } from "zod";

export const INSTRUMENTS_FORMAT = "medlattice/instruments/v1";

const LOOPBACK: readonly string[] = ["127.0.0.1", "[::1]", "localhost"];

/** An instrument behind a bridge (docs/devices.md), as the pages get to know it. */
export const listedInstrumentSchema = z.strictObject({
  /** In the list: letters, digits, dots and dashes. */
  id: z.string().regex(/^[\w.-]{1,64}$/),
  /** Name of its driver. */
  driver: z.string().regex(/^[a-z0-9]{1,32}$/),
  /** Plain English. */
  label: z.string().min(1).max(100),
  /** With the bridge's token. */
  url: z.string().refine(isBridgeUrl, "not ws:// on this machine, nor wss://"),
  /** Nothing it says may become a patient's. */
  isSimulated: z.boolean(),
});
export type ListedInstrument = z.infer<typeof listedInstrumentSchema>;

/** Values of patients cross no network in clear. */
function isBridgeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "wss:" || (protocol === "ws:" && LOOPBACK.includes(hostname));
}
