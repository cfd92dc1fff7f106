import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { createBeat, createOutbox } from "../stream/createOutbox.ts";
import { WAIT } from "../stream/createStreamSession.ts";
import { createCapnostreamReader, DEVICE, encodeCapnostream, HOST, START } from "./frame.ts";

const LINK_TIMEOUT_MS = 5_000;
const LIMITS = [60, 15, 30, 5, 8, 100, 85, 140, 50];

/** The monitor: real-time data after "enable" and "start", and only while "link is active" comes every 5 s. */
export function createCapnostreamSimulator(options: SimulatorOptions): DeviceSimulator {
  const { startedAt, model } = options;
  const outbox = createOutbox();
  const { frame, read } = createCapnostreamReader();
  let isEnabled = false;
  let aliveUntil = -Infinity;
  let message = 0;
  let waiting = new Uint8Array(0);
  const waves = createBeat(startedAt, 50, (seconds) => {
    const co2 = model.at("co2", seconds);
    const value = Math.round(Math.max(co2 ?? 0, 0) * 256);
    outbox.put(
      encodeCapnostream(DEVICE.wave, [message, value >> 8, value & 0xff, co2 === undefined ? 0x41 : 0]),
    );
    message = (message + 1) & 0xff;
  });
  const numerics = createBeat(startedAt, 1000, (seconds) => {
    outbox.put(encodeCapnostream(DEVICE.numerics, numericItem(options, seconds)));
  });
  return {
    receive(bytes, now) {
      const all = Uint8Array.from([...waiting, ...bytes]);
      let at = 0;
      while (at < all.length) {
        const size = all[at] === START ? read(all, at, all.length) : -1;
        if (size === WAIT) break;
        if (size > 0) obey(frame.code, now);
        at += Math.max(size, 1);
      }
      waiting = all.slice(at);
    },
    advance(now) {
      const until = Math.min(now, aliveUntil);
      waves.until(until);
      numerics.until(until);
      return outbox.take();
    },
  };

  function obey(code: number, now: number): void {
    if (code === HOST.enable) {
      isEnabled = true;
      outbox.put(encodeCapnostream(DEVICE.identity, toLatin1("V45.67 02/24/2008 B000000042  ")));
    }
    if (code === HOST.stopRealTime) aliveUntil = -Infinity;
    if (code === HOST.startRealTime && isEnabled) {
      waves.restart(now);
      numerics.restart(now);
      aliveUntil = now + LINK_TIMEOUT_MS;
    }
    // Once it has fallen silent only a new start wakes it.
    if (code === HOST.linkIsActive && now <= aliveUntil) aliveUntil = now + LINK_TIMEOUT_MS;
  }
}

function numericItem({ model, startedAt }: SimulatorOptions, seconds: number): Uint8Array {
  const item = new Uint8Array(27);
  new DataView(item.buffer).setUint32(0, Math.floor(startedAt / 1000 + seconds));
  const vitals = ["endTidalCo2", "inspiredCo2", "respiratoryRate", "spo2", "heartRate"] as const;
  vitals.forEach((vital, index) => {
    item[4 + index] = Math.round(model.at(vital, seconds) ?? 0xff);
  });
  item.set(LIMITS, 16);
  item[25] = 1;
  return item;
}
