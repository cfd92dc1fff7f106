import type { DeviceDriver, LineSettings } from "@medlattice/sdk/device";
import { createPatient, findSimulator, simulatedTransport } from "@medlattice/sdk/device/simulate";
import {
  atLineRate,
  bridgeTransport,
  type DeviceTransport,
  replayTransport,
} from "@medlattice/sdk/device/transport";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { InstrumentWay } from "../contract.ts";
import { portTransport } from "./portTransport.ts";

/** What a recording is held in memory with; four hours at 115 200 baud are 166 MB, of which nobody wants to see all. */
const MOST_RECORDING_BYTES = 64 * 1024 * 1024;
/** Of instruments on the network, which have no line. */
const NETWORK_BAUD = 115_200;

/** @param since when the simulated patient's time began: all instruments of one capture show the same heartbeat */
export async function transportOf(
  way: InstrumentWay,
  line: LineSettings | undefined,
  since: number,
): Promise<DeviceTransport> {
  if (way.kind === "page") return portTransport(way.port, way.label);
  if (way.kind === "bridge") return bridgeTransport(requireSocket(way.url));
  if (way.kind === "simulator") {
    return simulatedTransport(findSimulator(way.name), { model: createPatient(), since });
  }
  if (way.file.size > MOST_RECORDING_BYTES) {
    throw new InvalidInputError("CAPTURE_RECORDING_TOO_LARGE", "The recording is larger than 64 MB.", {
      facts: { bytes: way.file.size },
    });
  }
  const bytes = new Uint8Array(await way.file.arrayBuffer());
  return replayTransport([...atLineRate(bytes, line?.baudRate ?? NETWORK_BAUD)]);
}

/** What is shown without an instrument: no value of it may ever be taken for a patient's. */
export function isNobodys(way: InstrumentWay): boolean {
  return way.kind === "simulator" || way.kind === "recording";
}

export function lineOf(driver: DeviceDriver, line: LineSettings | null): LineSettings | undefined {
  return line ?? driver.lines[0];
}

function requireSocket(url: string): string {
  const parsed = URL.parse(url);
  if (parsed !== null && (parsed.protocol === "ws:" || parsed.protocol === "wss:")) return url;
  throw new InvalidInputError("CAPTURE_BRIDGE_ADDRESS", "A bridge's address begins with ws:// or wss://.", {
    hints: ["Copy it as the bridge printed it."],
  });
}
