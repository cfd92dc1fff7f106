import type { DeviceDriver } from "../contract.ts";
import { createIntellivueSession } from "./createIntellivueSession.ts";

/** Philips IntelliVue patient monitors, Data Export over the RS-232 (MIB) port (devices.md §1). */
export const intellivue: DeviceDriver = {
  name: "intellivue",
  version: "1.0.0",
  label: "Philips IntelliVue",
  manufacturer: "Philips",
  lines: [{ baudRate: 115_200, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" }],
  help: "device.intellivue.help",
  open: createIntellivueSession,
};
