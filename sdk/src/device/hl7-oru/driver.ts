import type { DeviceDriver } from "../contract.ts";
import { createHl7Session } from "./createHl7Session.ts";

/** Monitors and gateways that send HL7 v2 ORU^R01 over MLLP (devices.md §18); on the network only. */
export const hl7: DeviceDriver = {
  name: "hl7",
  version: "1.0.0",
  label: "HL7 v2 ORU (MLLP)",
  manufacturer: "Any",
  lines: [],
  help: "device.hl7.help",
  open: createHl7Session,
};
