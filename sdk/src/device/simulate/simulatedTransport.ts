import type { DeviceSimulator, VitalsModel } from "../simulator.ts";
import { type SessionClock, systemClock } from "../transport/clock.ts";
import type { DeviceTransport } from "../transport/contract.ts";
import { createPatient } from "./createPatient.ts";
import type { SimulatedDevice } from "./simulators.ts";

/** So often does a simulated instrument send, in its own milliseconds. */
const STEP_MS = 20;

export interface SimulationOptions {
  readonly model?: VitalsModel;
  readonly clock?: SessionClock;
  /** When the patient's own time began, milliseconds since 1970: instruments that have it in common show the same heartbeat. */
  readonly since?: number;
}

/** An instrument in software, in the place of one at the other end of a cable. It runs on while nobody is connected. */
export function simulatedTransport(
  device: SimulatedDevice,
  options: SimulationOptions = {},
): DeviceTransport {
  const { model = createPatient(), clock = systemClock } = options;
  const origin = clock.now() - clock.elapsed();
  // An instrument's own clock is not set when the machine's is.
  const time = (): number => origin + clock.elapsed();
  const startedAt = time();
  const later = (startedAt - (options.since ?? startedAt)) / 1000;
  const simulator: DeviceSimulator = device.create({
    startedAt,
    model: { at: (vital, seconds) => model.at(vital, seconds + later) },
  });
  return {
    label: `Simulated ${device.driver.label}`,
    async open(_line, sink) {
      // What was sent while no cable was there is lost.
      simulator.advance(time());
      const stop = clock.every(STEP_MS, () => {
        const bytes = simulator.advance(time());
        if (bytes.length > 0) sink.bytes(bytes);
      });
      return {
        write: async (bytes) => simulator.receive(bytes, time()),
        close: async () => stop(),
        isSimulated: true,
      };
    },
  };
}
