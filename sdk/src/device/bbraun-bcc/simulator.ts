import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { createOutbox } from "../stream/createOutbox.ts";
import { ACK, type BccBlock, decodeBcc, encodeBcc, EOT, NAK, SOH, unstuff } from "./frame.ts";

const ACK_TIMEOUT_MS = 3_000;
const PUMP = 50111;
const BLOCK_RECORDS = 12;

/** A rack with one syringe pump: answers requests block by block, and goes on only after each was acknowledged. */
export function createBccSimulator(
  options: SimulatorOptions & { readonly isStuffed?: boolean },
): DeviceSimulator {
  const { startedAt, model, isStuffed = true } = options;
  const outbox = createOutbox();
  let waiting: number[] = [];
  let blocks: BccBlock[] = [];
  let sentAt = startedAt;
  const send = (now: number): void => {
    const [block] = blocks;
    if (block === undefined) return;
    outbox.put(encodeBcc(block, { isStuffed }));
    sentAt = now;
  };
  return {
    receive(bytes, now) {
      for (const byte of bytes) {
        if (waiting.length === 0 && byte === ACK) {
          blocks.shift();
          send(now);
        } else if (waiting.length === 0 && byte === NAK) send(now);
        else if (byte === SOH || waiting.length > 0) {
          waiting.push(byte);
          if (byte !== EOT) continue;
          answer(Uint8Array.from(waiting), now);
          waiting = [];
        }
      }
    },
    advance(now) {
      // A host that does not acknowledge is gone.
      if (blocks.length > 0 && now - sentAt > ACK_TIMEOUT_MS) blocks = [];
      return outbox.take();
    },
  };

  function answer(sent: Uint8Array, now: number): void {
    const plain = isStuffed ? unstuff(sent) : sent;
    const request = plain === undefined ? undefined : decodeBcc(plain);
    if (request === undefined || blocks.length > 0) return;
    const seconds = Math.floor((now - startedAt) / 1000);
    const records = recordsFor(request.information, seconds);
    if (records.length === 0) return;
    for (let from = 0; from < records.length; from += BLOCK_RECORDS) {
      blocks.push({
        bed: request.bed,
        information: records.slice(from, from + BLOCK_RECORDS).join("\u001e"),
        isLast: from + BLOCK_RECORDS >= records.length,
      });
    }
    send(now);
  }

  function recordsFor(request: string, seconds: number): string[] {
    if (request === "ADMIN:ALIVE") return [`${seconds},50100,GNACK,0`];
    if (request === "ADMIN:VERSION") return [`${seconds},50100,V3.30`];
    if (request !== "MEM:GET") return [];
    const rate = model.at("infusionRate", seconds);
    const volume = model.at("infusedVolume", seconds);
    const values = {
      GNNEW: "688F030006",
      INSERNUM: "40042",
      DSSTATUS: "00051",
      INRT: rate?.toFixed(2) ?? "_NV",
      INVI: volume?.toFixed(1) ?? "_NV",
      INSOL: "Example drug 4mg/50",
      INVOLACT: Math.max(50 - (volume ?? 0), 0).toFixed(2),
      INRMT: "65535",
      INTIME: String(Math.floor(seconds / 60)),
      INP1: "4",
      INP2: "35",
      INVTBI: "_NV",
      INM3: rate === undefined ? "0" : "1",
      INA1: "0",
      INA2: "_NV",
    };
    return Object.entries(values).map(([name, value]) => `${seconds},${PUMP},${name},${value}`);
  }
}
