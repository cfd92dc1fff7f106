import type { SerialPortLike } from "@medlattice/sdk/device/transport";

/** What is used of Web Serial, which the types of browsers do not have yet. */
export interface SerialPortHere extends SerialPortLike {
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number };
}

interface SerialHere extends EventTarget {
  getPorts(): Promise<readonly SerialPortHere[]>;
  requestPort(): Promise<SerialPortHere>;
}

/** @returns undefined where the browser has no Web Serial, or the page may not use it */
export function serialHere(): SerialHere | undefined {
  if (typeof navigator === "undefined" || !("serial" in navigator)) return undefined;
  const { serial } = navigator;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- by the standard's name for it
  return serial as SerialHere;
}
