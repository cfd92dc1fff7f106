import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { createBeat, createOutbox } from "../stream/createOutbox.ts";
import { FRAMES_PER_PACKET, FRAMES_PER_SECOND, MISSING_RATE, MISSING_SPO2 } from "./packet.ts";

/** An oximeter module as it streams from power-up on; it takes no requests. */
export function createNoninSimulator(
  options: SimulatorOptions & { readonly format?: 2 | 7 },
): DeviceSimulator {
  const { startedAt, model, format = 2 } = options;
  const outbox = createOutbox();
  let floats: readonly number[] = [];
  const frames = createBeat(startedAt, 1000 / FRAMES_PER_SECOND, (seconds, index) => {
    const place = index % FRAMES_PER_PACKET;
    if (place === 0) floats = packetFloats(options, seconds);
    const pleth = model.at("pleth", seconds);
    const status = 0x80 | (pleth === undefined ? 0x48 : 0) | (place === 0 ? 1 : 0);
    const float = floats[place] ?? 0;
    const sample = Math.round((pleth ?? 0) * (format === 2 ? 254 : 65_000));
    const body = format === 2 ? [1, status, sample, float] : [status, sample >> 8, sample & 0xff, float];
    outbox.put([...body, body.reduce((total, byte) => total + byte, 0) & 0xff]);
  });
  return {
    receive: () => undefined,
    advance(now) {
      frames.until(now);
      return outbox.take();
    },
  };
}

function packetFloats({ model }: SimulatorOptions, seconds: number): number[] {
  const rate = Math.round(model.at("heartRate", seconds) ?? MISSING_RATE);
  const spo2 = Math.round(model.at("spo2", seconds) ?? MISSING_SPO2);
  const floats = Array.from({ length: FRAMES_PER_PACKET }, () => 0);
  floats[3] = 0x21;
  for (const frame of [1, 14, 20, 22]) {
    floats[frame - 1] = rate >> 7;
    floats[frame] = rate & 0x7f;
  }
  for (const frame of [3, 9, 10, 11, 16, 17]) floats[frame - 1] = spo2;
  return floats;
}
