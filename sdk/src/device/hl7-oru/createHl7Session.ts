import type { DeviceSession, SessionOptions } from "../contract.ts";
import { createStreamSession, WAIT, type Line } from "../stream/createStreamSession.ts";
import { readObservation } from "./readObservation.ts";
import { parseMessage, type Message } from "./segments.ts";

const START = 0x0b;
const END = 0x1c;
const CR = 0x0d;
const MAX_MESSAGE_BYTES = 262_144;
/** A message so much older than the newest was held back on its way. */
const LATE_MS = 15_000;
/** Of so many messages a repeat is known. */
const REMEMBERED = 16;

/** A message between 0B and 1C 0D (MLLP). */
export function encodeMllp(text: string): Uint8Array {
  const body = new TextEncoder().encode(text);
  const frame = new Uint8Array(body.length + 3);
  frame[0] = START;
  frame.set(body, 1);
  frame.set([END, CR], body.length + 1);
  return frame;
}

function header(message: Message): readonly string[] {
  return message.segments[0] ?? [];
}

/** @returns whether the sender wants to hear that its message came: always in original mode, as it says in enhanced mode */
function wantsAcknowledgement(fields: readonly string[]): boolean {
  const [accept = "", application = ""] = [fields[15], fields[16]];
  if (accept === "" && application === "") return true;
  const wants = (mode: string): boolean => mode === "AL" || mode === "SU";
  return wants(accept) || wants(application);
}

function acknowledgement(fields: readonly string[], id: string): string {
  const separator = fields[1] ?? "|";
  const [sendingApplication = "", sendingFacility = "", application = "", facility = "", time = ""] =
    fields.slice(3, 8);
  // The commit answer of enhanced mode is CA, that of original mode AA.
  const code = fields[15] === "AL" || fields[15] === "SU" ? "CA" : "AA";
  const trigger = (fields[9] ?? "").split(fields[2]?.charAt(0) ?? "^")[1];
  const kind = ["ACK", ...(trigger === undefined ? [] : [trigger])].join(fields[2]?.charAt(0) ?? "^");
  const names = [application, facility, sendingApplication, sendingFacility];
  const msh = [
    "MSH",
    fields[2] ?? "",
    ...names,
    time,
    "",
    kind,
    `A${id}`.slice(0, 20),
    fields[11] ?? "P",
    fields[12] ?? "2.6",
  ];
  return `${msh.join(separator)}\r${["MSA", code, id].join(separator)}\r`;
}

/** What a connection has been about so far. It stays in memory: who the patient is is never handed on. */
interface Subject {
  /** PID-3 and PV1-3, "" where a message names none. */
  named: { readonly patient: string; readonly bed: string } | undefined;
  saidMixed: boolean;
  /** Number and observations: there are senders whose number is always the same. */
  recent: string[];
  newest: number;
}

/** @returns whether the message is of the patient and bed of the first that had values; one that names none is of whom came before */
function isSame(subject: Subject, message: Message): boolean {
  const field = (segment: string): string => message.segments.find(([name]) => name === segment)?.[3] ?? "";
  const [patient, bed] = [field("PID"), field("PV1")];
  const { named = { patient: "", bed: "" } } = subject;
  if (patient !== "" && named.patient !== "" && patient !== named.patient) return false;
  if (bed !== "" && named.bed !== "" && bed !== named.bed) return false;
  subject.named = { patient: named.patient || patient, bed: named.bed || bed };
  return true;
}

/** @returns the newest time of the instrument that the message names */
function newestOf(message: Message): number | undefined {
  let newest: number | undefined;
  for (const segment of message.segments) {
    const [name] = segment;
    const time = name === "OBX" ? message.time(segment[14] ?? "") : undefined;
    const other = name === "OBR" || name === "MSH" ? message.time(segment[7] ?? "") : undefined;
    const at = time ?? other;
    if (at !== undefined && (newest === undefined || at > newest)) newest = at;
  }
  return newest;
}

function readMessage(line: Line, message: Message, bytes: Uint8Array, subject: Subject): void {
  const fields = header(message);
  const id = fields[10] ?? "";
  const kind = fields[9] ?? "";
  if (wantsAcknowledgement(fields) && !kind.startsWith("ACK"))
    line.send(encodeMllp(acknowledgement(fields, id)));
  const [type, event] = kind.split(message.component);
  if (type === "ACK") return;
  if (type !== "ORU" || (event !== undefined && event !== "R01")) {
    return line.emit({ kind: "unknown", at: line.at(), id: kind, bytes });
  }
  const observations = message.segments.filter(([name]) => name === "OBX");
  if (observations.length === 0) return;
  const mark = JSON.stringify([id, observations]);
  if (id !== "" && subject.recent.includes(mark)) return;
  subject.recent = [...subject.recent, mark].slice(-REMEMBERED);
  if (!isSame(subject, message)) {
    if (subject.saidMixed) return;
    subject.saidMixed = true;
    const text =
      "This connection carries more than one patient or bed; only the first is read. Have the gateway send one bed.";
    return line.status("mixed-patients", text, "error");
  }
  const time = newestOf(message);
  const isLate = time !== undefined && time < subject.newest - LATE_MS;
  subject.newest = Math.max(subject.newest, time ?? -Infinity);
  // Production, as against debugging and training.
  const isTest = (fields[11]?.split(message.component)[0] || "P") !== "P";
  const quality = isTest ? "test" : isLate ? "questionable" : undefined;
  let observedAt = "";
  for (const segment of message.segments) {
    if (segment[0] === "OBR") observedAt = segment[7] ?? "";
    if (segment[0] !== "OBX" || readObservation(line, message, segment, observedAt, quality)) continue;
    // Only this observation: the rest of the message names the patient.
    const text = segment.join(fields[1] ?? "|");
    line.emit({
      kind: "unknown",
      at: line.at(),
      id: segment[3] ?? "OBX",
      bytes: new TextEncoder().encode(text),
    });
  }
}

export function createHl7Session(options: SessionOptions): DeviceSession {
  const decoder = new TextDecoder();
  let identity = "";
  const subject: Subject = { named: undefined, saidMixed: false, recent: [], newest: -Infinity };
  return createStreamSession(options.startedAt, (line) => ({
    maxFrameBytes: MAX_MESSAGE_BYTES,
    marks: { bytes: [START, END], within: MAX_MESSAGE_BYTES },
    scan(bytes, start, end) {
      if (bytes[start] !== START) {
        const next = bytes.indexOf(START, start);
        return line.skip((next === -1 || next >= end ? end : next) - start);
      }
      const stop = bytes.indexOf(END, start + 1);
      const again = bytes.indexOf(START, start + 1);
      const isCut = again !== -1 && again < end && (stop === -1 || again < stop);
      if (isCut) return line.skip(again - start);
      if (stop === -1 || stop + 1 >= end) return WAIT;
      if (bytes[stop + 1] !== CR) return line.bad();
      const body = bytes.slice(start + 1, stop);
      const message = parseMessage(decoder.decode(body));
      if (message === undefined) return line.bad();
      const [application = "", facility = ""] = [header(message)[3], header(message)[4]];
      if (`${application}|${facility}` !== identity) {
        identity = `${application}|${facility}`;
        line.emit({ kind: "identity", at: line.at(), model: application.split(message.component)[0] ?? "" });
      }
      readMessage(line, message, body, subject);
      return line.good(stop + 2 - start);
    },
  }));
}
