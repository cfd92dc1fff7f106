import type { SerialOpenOptions, SerialPortLike } from "./webSerialTransport.ts";

/** What is used of `navigator.serial`. */
export interface SerialLike {
  /** Those that this page may use without a click. */
  getPorts(): Promise<readonly SerialPortLike[]>;
  /** Has the person choose; only with a click. @throws DOMException `NotFoundError` when nothing was chosen */
  requestPort(): Promise<SerialPortLike>;
}

/**
 * The browser's Web Serial; where it has none but WebUSB (Chrome for Android), web-serial-polyfill, which is loaded only then and knows
 * USB CDC-ACM devices only, without hardware handshake (devices.md §0).
 * @returns undefined where the browser has neither
 */
export async function polyfilledSerial(): Promise<SerialLike | undefined> {
  const own: unknown = Reflect.get(navigator, "serial");
  if (isSerial(own)) return own;
  if (Reflect.get(navigator, "usb") === undefined) return undefined;
  const { serial } = await import("web-serial-polyfill");
  return {
    getPorts: async () => (await serial.getPorts()).map(withoutHandshake),
    requestPort: async () => withoutHandshake(await serial.requestPort()),
  };
}

/** The polyfill would open a port whose handshake it cannot keep, and waves would stop. */
function withoutHandshake(port: SerialPortLike): SerialPortLike {
  return {
    get readable() {
      return port.readable;
    },
    get writable() {
      return port.writable;
    },
    async open(options: SerialOpenOptions) {
      if (options.flowControl === "hardware") {
        throw new DOMException("There is no hardware handshake over WebUSB.", "NotSupportedError");
      }
      await port.open(options);
    },
    close: () => port.close(),
    setSignals: async (signals) => await port.setSignals?.(signals),
  };
}

function isSerial(value: unknown): value is SerialLike {
  return typeof value === "object" && value !== null && "getPorts" in value && "requestPort" in value;
}
