import { InvalidInputError } from "../../errors/index.ts";
import { createBccSimulator } from "../bbraun-bcc/simulator.ts";
import { createBm58Simulator } from "../beurer-bm58/simulator.ts";
import { createBisAsciiSimulator, createBisBinarySimulator } from "../bis-vista/simulator.ts";
import { createCapnostreamSimulator } from "../capnostream/simulator.ts";
import { createContecSimulator, createOldContecSimulator } from "../contec-cms50/simulator.ts";
import type { DeviceDriver, LineSettings } from "../contract.ts";
import { createMedibusSimulator } from "../draeger-medibus/simulator.ts";
import { findDriver } from "../drivers.ts";
import { createDriSimulator } from "../ge-s5/simulator.ts";
import { createHl7Simulator } from "../hl7-oru/simulator.ts";
import { createIvySimulator } from "../ivy-450c/simulator.ts";
import { createMasimoSimulator } from "../masimo-rad/simulator.ts";
import { createNoninSimulator } from "../nonin/simulator.ts";
import { createIntellivueSimulator } from "../philips-intellivue/simulator.ts";
import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { createTanitaSimulator } from "../tanita/simulator.ts";

export interface SimulatedDevice {
  /** As at the command line: the driver's, with the variant where there is more than one. */
  readonly name: string;
  readonly driver: DeviceDriver;
  /** How the driver must be told that the line is set; undefined where the instrument is on the network. */
  readonly line: LineSettings | undefined;
  readonly create: (options: SimulatorOptions) => DeviceSimulator;
}

/** Every instrument in software. */
export const SIMULATORS: readonly SimulatedDevice[] = [
  simulated("intellivue", createIntellivueSimulator),
  simulated("medibus", createMedibusSimulator),
  simulated("dri", createDriSimulator),
  simulated("bis", createBisAsciiSimulator),
  { ...simulated("bis", createBisBinarySimulator, 1), name: "bis-binary" },
  simulated("nonin", createNoninSimulator),
  { ...simulated("nonin", (options) => createNoninSimulator({ ...options, format: 7 })), name: "nonin-7" },
  simulated("masimo", createMasimoSimulator),
  simulated("capnostream", createCapnostreamSimulator),
  simulated("ivy450c", createIvySimulator),
  simulated("bcc", createBccSimulator),
  simulated("hl7", createHl7Simulator),
  simulated("cms50", createContecSimulator),
  { ...simulated("cms50", createOldContecSimulator, 1), name: "cms50-old" },
  simulated("tanita", createTanitaSimulator),
  simulated("bm58", createBm58Simulator),
];

/** @throws InvalidInputError `SIMULATOR_UNKNOWN` naming those there are */
export function findSimulator(name: string): SimulatedDevice {
  const found = SIMULATORS.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = SIMULATORS.map((each) => each.name).join(", ");
  throw new InvalidInputError("SIMULATOR_UNKNOWN", `There is no such simulator; there are ${names}.`, {
    facts: { names },
  });
}

function simulated(name: string, create: SimulatedDevice["create"], line = 0): SimulatedDevice {
  const driver = findDriver(name);
  return { name, driver, line: driver.lines[line], create };
}
