import { createPatient, type SimulatedDevice, SIMULATORS } from "../src/device/simulate/index.ts";
import { medianOf } from "./median.ts";
import { type BenchRow, type Quantity, timesAsMany } from "./row.ts";

const MEGABYTE = 1_000_000;
const GOAL_MB_PER_SECOND = 20;
const GOAL_TIMES_LINE = 1_000;
const STARTED_AT = Date.UTC(2026, 0, 5, 8);
/** Instruments step so; what one step sends is what one piece of the stream holds when it is recorded. */
const STEP_MS = 250;
const RECORDED_BYTES = 1_500_000;
const MOST_SECONDS = 1_800;
/** What a line of 115 200 baud brings in 22 ms. */
const PIECE_BYTES = 256;
/** An instrument that says less has no throughput to speak of. */
const LEAST_BYTES = 10_000;
const ROUNDS = 7;
const ROUND_MS = 120;

/** What every driver reads in a second of one core, beside a loop that only adds the same bytes up. */
export function deviceRows(names: readonly string[] = SIMULATORS.map(({ name }) => name)): BenchRow[] {
  return SIMULATORS.filter(({ name }) => names.includes(name)).map((device) => {
    const recording = record(device);
    const ours = megabytesPerSecond(recording.length, () => read(device, recording));
    const baseline = megabytesPerSecond(recording.length, () => addUp(recording));
    const { line } = device;
    const perSecond = line === undefined ? null : line.baudRate / (line.parity === "none" ? 10 : 11);
    const timesLine = perSecond === null ? null : (ours.value * MEGABYTE) / perSecond;
    const rate = timesLine === null ? "" : `, ${Math.round(timesLine)} × the rate of its line`;
    return {
      row: `driver: ${device.name}`,
      what: `${kilobytes(recording)} kB of its simulator in pieces of ${PIECE_BYTES} bytes${rate}`,
      ours,
      baseline,
      baselineName: "the same pieces, their bytes added up",
      ratio: timesAsMany(ours, baseline),
      ...(recording.length < LEAST_BYTES
        ? { goal: "", isMet: null, note: "One short talk: most of the time is opening and closing it." }
        : goalOf(ours.value, timesLine)),
    };
  });
}

function goalOf(perSecond: number, timesLine: number | null): Pick<BenchRow, "goal" | "isMet"> {
  const goal = `≥ ${GOAL_MB_PER_SECOND} MB/s, ≥ ${GOAL_TIMES_LINE} × the line`;
  const isMet = perSecond >= GOAL_MB_PER_SECOND && (timesLine === null || timesLine >= GOAL_TIMES_LINE);
  return { goal, isMet };
}

function kilobytes({ length }: Uint8Array): string {
  return length < LEAST_BYTES ? (length / 1_000).toFixed(1) : String(Math.round(length / 1_000));
}

/** What the instrument sends to its driver, which answers. */
function record({ driver, line, create }: SimulatedDevice): Uint8Array {
  const simulator = create({ startedAt: STARTED_AT, model: createPatient() });
  const session = driver.open({
    startedAt: STARTED_AT,
    wantsWaves: true,
    ...(line === undefined ? {} : { line }),
  });
  const parts: Uint8Array[] = [];
  const answer = (now: number): void => {
    for (const bytes of session.takeOutgoing()) simulator.receive(bytes, now);
  };
  let size = 0;
  for (let step = 0; size < RECORDED_BYTES && step * STEP_MS < MOST_SECONDS * 1_000; step++) {
    const now = STARTED_AT + step * STEP_MS;
    session.tick(now);
    answer(now);
    const sent = simulator.advance(now);
    parts.push(sent);
    size += sent.length;
    session.push(sent, now);
    answer(now);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

/** @returns how many events, so that nothing is left out by the compiler */
function read({ driver, line }: SimulatedDevice, bytes: Uint8Array): number {
  const session = driver.open({ startedAt: 0, wantsWaves: true, ...(line === undefined ? {} : { line }) });
  let events = 0;
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    events += session.push(bytes.subarray(start, start + PIECE_BYTES), 0).length;
    session.takeOutgoing();
  }
  if (session.counters.good === 0) throw new Error(`${driver.name} understood nothing of its simulator`);
  return events;
}

function addUp(bytes: Uint8Array): number {
  let sum = 0;
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    sum = (sum + sumOf(bytes.subarray(start, start + PIECE_BYTES))) | 0;
  }
  return sum;
}

function sumOf(piece: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < piece.length; index++) sum += piece[index] ?? 0;
  return sum;
}

/** Median of rounds, by the processor's time of the whole process. */
function megabytesPerSecond(bytes: number, work: () => number): Quantity {
  const rates: number[] = [];
  let kept = 0;
  for (let round = -2; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    let times = 0;
    let microseconds = 0;
    while (microseconds < ROUND_MS * 1_000) {
      kept += work();
      times++;
      const { user, system } = process.cpuUsage(before);
      microseconds = user + system;
    }
    if (round >= 0) rates.push((bytes * times) / microseconds);
  }
  if (kept === 0) throw new Error("nothing was read");
  return { value: medianOf(rates), unit: "MB/s" };
}
