import type { DeviceDriver, LineSettings } from "../contract.ts";
import { createDriSession } from "./createDriSession.ts";

function line(baudRate: number): LineSettings {
  const signals = { dataTerminalReady: true, requestToSend: true };
  return { baudRate, dataBits: 8, stopBits: 1, parity: "even", flowControl: "hardware", signals };
}

/** GE / Datex-Ohmeda S/5 and CARESCAPE monitors, DRI computer interface (devices.md §3). */
export const dri: DeviceDriver = {
  name: "dri",
  version: "1.0.0",
  label: "GE / Datex-Ohmeda S/5 (DRI)",
  manufacturer: "GE Healthcare",
  lines: [line(19_200), line(115_200)],
  help: "device.dri.help",
  open: createDriSession,
};
