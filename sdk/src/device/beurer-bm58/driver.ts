import type { DeviceDriver, MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";
import { latin1 } from "../stream/ascii.ts";
import { createStreamSession, type Line, numeric, WAIT } from "../stream/createStreamSession.ts";
import { decodeRecord, RECORD_BYTES } from "./record.ts";

export const ASK = { ready: 0xaa, identity: 0xa4, count: 0xa2, record: 0xa3 } as const;
export const READY = 0x55;

const ANSWER_WITHIN_MS = 2_000;
/** The identity has no end of its own: it is over when nothing more comes. */
const IDENTITY_QUIET_MS = 500;
const MAX_IDENTITY_BYTES = 64;

const SYSTOLIC: MetricCode = { id: "SYS", label: "Cuff pressure, systolic", ...STANDARD.cuffSystolic };
const DIASTOLIC: MetricCode = { id: "DIA", label: "Cuff pressure, diastolic", ...STANDARD.cuffDiastolic };
const PULSE: MetricCode = { id: "PULSE", label: "Pulse rate", loinc: STANDARD.pulseRate.loinc };

type Stage = "ready" | "identity" | "count" | "record" | "done";

/**
 * Beurer BM58 and its sisters: reads the cuff's memory (devices.md §15). It never starts a measurement. Where nothing was asked, as with
 * a recorded file, records are known by their ranges alone.
 */
export const beurerBm58: DeviceDriver = {
  name: "bm58",
  version: "1.0.0",
  label: "Beurer BM58",
  manufacturer: "Beurer",
  lines: [
    {
      baudRate: 4800,
      dataBits: 8,
      stopBits: 1,
      parity: "none",
      flowControl: "none",
      signals: { dataTerminalReady: true, requestToSend: true },
    },
  ],
  help: "device.help.beurerBm58",
  open: ({ startedAt }) =>
    createStreamSession(startedAt, (line) => {
      let stage: Stage = "ready";
      let hasAsked = false;
      let askedAt = startedAt;
      let heardAt = startedAt;
      let identity = "";
      let count = 0;
      let index = 1;
      const ask = (now: number): void => {
        if (stage === "done") return;
        askedAt = now;
        line.send(stage === "record" ? Uint8Array.of(ASK.record, index) : Uint8Array.of(ASK[stage]));
      };
      const enter = (next: Stage): void => {
        stage = next;
        if (next === "done") line.status("finished", `All ${count} records of the cuff were read.`, "info");
        ask(line.now());
      };
      ask(startedAt);
      return {
        maxFrameBytes: RECORD_BYTES,
        taken: () => {
          hasAsked = true;
        },
        scan(bytes, start, end) {
          heardAt = line.now();
          if (hasAsked && stage !== "record") return takeAnswer(bytes[start] ?? 0);
          if (end - start < RECORD_BYTES) return WAIT;
          const record = decodeRecord(bytes, start);
          if (record === undefined) return hasAsked ? line.bad() : line.skip(1);
          putRecord(line, record);
          if (hasAsked) enter(index++ < count ? "record" : "done");
          return line.good(RECORD_BYTES);
        },
        tick(now) {
          if (stage === "identity" && identity !== "" && now - heardAt >= IDENTITY_QUIET_MS) endIdentity();
          else if (now - askedAt >= ANSWER_WITHIN_MS && now - heardAt >= ANSWER_WITHIN_MS) ask(now);
        },
        interrupted() {
          if (stage === "done") return;
          // Without its cable the cuff goes back to sleep.
          stage = "ready";
          index = 1;
          identity = "";
          askedAt = -Infinity;
        },
      };

      function takeAnswer(byte: number): number {
        if (stage === "ready" && byte === READY) {
          enter("identity");
          return 1;
        }
        if (stage === "identity" && byte >= 0x20 && byte < 0x7f && identity.length < MAX_IDENTITY_BYTES) {
          identity += latin1(Uint8Array.of(byte));
          return 1;
        }
        if (stage === "count") {
          count = byte;
          enter(count === 0 ? "done" : "record");
          return 1;
        }
        return line.skip(1);
      }

      function endIdentity(): void {
        line.emit({ kind: "identity", at: line.at(), manufacturer: "Beurer", model: identity.trim() });
        enter("count");
      }
    }),
};

function putRecord(line: Line, record: NonNullable<ReturnType<typeof decodeRecord>>): void {
  const at = line.at(record.takenAt);
  numeric(line, SYSTOLIC, "mm[Hg]", record.systolic, { at });
  numeric(line, DIASTOLIC, "mm[Hg]", record.diastolic, { at });
  numeric(line, PULSE, "/min", record.pulse, { at });
}
