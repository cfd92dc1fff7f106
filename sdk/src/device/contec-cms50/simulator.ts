import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { createBeat, createOutbox } from "../stream/createOutbox.ts";
import { COMMAND, decodeContec, encodeContec, PACKET_BYTES, TYPE } from "./packet.ts";

const KEEP_ALIVE_MS = 5_000;

/** The finger oximeter with protocol V7.0: streams after A1, and while AF comes every 5 s. */
export function createContecSimulator({ startedAt, model }: SimulatorOptions): DeviceSimulator {
  const outbox = createOutbox();
  let aliveUntil = -Infinity;
  let waiting: number[] = [];
  const packets = createBeat(startedAt, 1000 / 60, (seconds) => {
    const spo2 = model.at("spo2", seconds);
    const index = model.at("perfusionIndex", seconds);
    const hundredths = index === undefined ? 0xffff : Math.round(index * 100);
    const pleth = Math.round((model.at("pleth", seconds) ?? 0) * 100);
    outbox.put(
      encodeContec(TYPE.realtime, [
        spo2 === undefined ? 0x80 : 4,
        pleth | (spo2 === undefined ? 0x80 : 0),
        Math.round(pleth / 7) | (index === undefined ? 0x10 : 0),
        Math.round(model.at("heartRate", seconds) ?? 0xff),
        Math.round(spo2 ?? 0x7f),
        hundredths & 0xff,
        hundredths >> 8,
      ]),
    );
  });
  return {
    receive(bytes, now) {
      for (const byte of bytes) {
        if (byte === TYPE.command) waiting = [];
        waiting.push(byte);
        if (waiting.length !== PACKET_BYTES || waiting[0] !== TYPE.command) continue;
        obey(decodeContec(Uint8Array.from(waiting), 0, PACKET_BYTES)[0] ?? 0, now);
        waiting = [];
      }
    },
    advance(now) {
      packets.until(Math.min(now, aliveUntil));
      return outbox.take();
    },
  };

  function obey(command: number, now: number): void {
    if (command === COMMAND.stopRealtime) aliveUntil = -Infinity;
    if (command === COMMAND.startRealtime) {
      packets.restart(now);
      aliveUntil = now + KEEP_ALIVE_MS;
    }
    if (command === COMMAND.keepAlive && now <= aliveUntil) aliveUntil = now + KEEP_ALIVE_MS;
  }
}

/** An older one with protocol V5.0A: streams by itself. */
export function createOldContecSimulator({ startedAt, model }: SimulatorOptions): DeviceSimulator {
  const outbox = createOutbox();
  const frames = createBeat(startedAt, 1000 / 60, (seconds) => {
    const rate = Math.round(model.at("heartRate", seconds) ?? 0);
    const spo2 = model.at("spo2", seconds);
    const pleth = Math.round((model.at("pleth", seconds) ?? 0) * 100);
    const bar = Math.round(pleth / 7) | (spo2 === undefined ? 0x10 : 0) | ((rate & 0x80) >> 1);
    outbox.put([0x84, pleth, bar, rate & 0x7f, Math.round(spo2 ?? 0)]);
  });
  return {
    receive: () => undefined,
    advance(now) {
      frames.until(now);
      return outbox.take();
    },
  };
}
