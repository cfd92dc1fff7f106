import type { DeviceDriver, LineSettings } from "../contract.ts";
import { createMedibusSession } from "./createMedibusSession.ts";

function line(baudRate: number, parity: "even" | "none"): LineSettings {
  return { baudRate, dataBits: 8, stopBits: 1, parity, flowControl: "none" };
}

/** Dräger ventilators and anaesthesia machines: MEDIBUS 4.03 and MEDIBUS.X with the real-time extension (devices.md §2). */
export const medibus: DeviceDriver = {
  name: "medibus",
  version: "1.0.0",
  label: "Dräger MEDIBUS",
  manufacturer: "Dräger",
  lines: [line(19_200, "even"), line(9_600, "even"), line(19_200, "none"), line(38_400, "none")],
  help: "device.medibus.help",
  open: createMedibusSession,
};
