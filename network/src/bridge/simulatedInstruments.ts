import { createPatient, findSimulator, simulatedTransport } from "@medlattice/sdk/device/simulate";
import type { SimulatedInstrument } from "./serveBridge.ts";

/** An instrument in software for a bridge, by the simulator's name, which is its id too. */
export interface SimulatedPlan {
  readonly simulator: string;
  /** Plain English, for people who choose. */
  readonly label: string;
}

/** Those of the operating room in the default network, one of each kind. */
export const OPERATING_ROOM: readonly SimulatedPlan[] = [
  { simulator: "intellivue", label: "Patient monitor, simulated" },
  { simulator: "medibus", label: "Ventilator, simulated" },
  { simulator: "dri", label: "Anaesthesia monitor, simulated" },
  { simulator: "bis", label: "Depth of anaesthesia, simulated" },
  { simulator: "nonin", label: "Pulse oximeter, simulated" },
  { simulator: "capnostream", label: "Capnograph, simulated" },
];

/**
 * Instruments at one simulated patient: whoever connects, and whenever, sees the same heart beat. Nothing runs while nobody listens.
 * @throws InvalidInputError `SIMULATOR_UNKNOWN`
 */
export function simulatedInstruments(names: readonly string[], seed = 1): readonly SimulatedInstrument[] {
  const model = createPatient(seed);
  const since = Date.now();
  return names.map((name) => {
    const device = findSimulator(name);
    return {
      id: name,
      driver: device.driver.name,
      simulate: () => simulatedTransport(device, { model, since }),
    };
  });
}
