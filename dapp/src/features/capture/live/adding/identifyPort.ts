import {
  createIdentifier,
  type DeviceDriver,
  type LineSettings,
  settingsToTry,
} from "@medlattice/sdk/device";
import { type SerialPortLike, webSerialTransport } from "@medlattice/sdk/device/transport";

/** An instrument that sends by itself does so at least every other second. */
const LISTEN_MS = 4_000;

export interface IdentifiedPort {
  readonly driver: DeviceDriver;
  readonly line: LineSettings;
}

/**
 * Listens at one setting after the other until what comes is understood; nothing is sent.
 * @returns null where nobody was recognised, or it was stopped
 * @throws MedLatticeError `TRANSPORT_…` where the port cannot be opened
 */
export async function identifyPort(
  port: SerialPortLike,
  options: {
    readonly signal: AbortSignal;
    readonly onTry: (line: LineSettings) => void;
    readonly listenMs?: number;
  },
): Promise<IdentifiedPort | null> {
  const { signal, onTry, listenMs = LISTEN_MS } = options;
  for (const line of settingsToTry()) {
    if (signal.aborted) return null;
    onTry(line);
    const driver = await listen(port, line, listenMs, signal);
    if (driver !== undefined) return { driver, line };
  }
  return null;
}

async function listen(
  port: SerialPortLike,
  line: LineSettings,
  forMs: number,
  signal: AbortSignal,
): Promise<DeviceDriver | undefined> {
  const identifier = createIdentifier(line);
  const heard = Promise.withResolvers<DeviceDriver | undefined>();
  const giveUp = (): void => heard.resolve(undefined);
  const opened = await webSerialTransport(port).open(line, {
    bytes(bytes) {
      const found = identifier.push(bytes);
      if (found !== undefined) heard.resolve(found);
    },
    lineError: () => undefined,
    closed: giveUp,
  });
  const patience = setTimeout(giveUp, forMs);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await heard.promise;
  } finally {
    clearTimeout(patience);
    signal.removeEventListener("abort", giveUp);
    await opened.close();
  }
}
