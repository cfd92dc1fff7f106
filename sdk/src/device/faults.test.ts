import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { DeviceDriver, DeviceEvent, LineErrorKind } from "./contract.ts";
import { findDriver } from "./drivers.ts";
import { damage, play } from "./framing/trial.ts";
import { createPatient, type SimulatedDevice, SIMULATORS } from "./simulate/index.ts";
import { SEED, STARTED_AT } from "./stream/mustHold.ts";
import { absentData, recording, vectorsOf } from "./stream/recordings.ts";

const RECORDINGS = [
  ["ivy450c", "ivy-450c-ansar-b/Ivy450C.1.data"],
  ["cms50", "contec-cms50e/titinho11-data.bin"],
  ["bis", "bis-vista-ascii/domenkogler-COM1_02.07.2015_10.11.41.txt"],
  ["bis", "bis-vista-ascii/domenkogler-SampleData-chunks.txt"],
  ["bis", "bis-vista-ascii/vista-rebuilt-lines.txt"],
  ["bis", "bis-vista-ascii/domenkogler-bis-history.head12.txt"],
  ["masimo", "masimo-rad8/yahnatan-rad8-ascii1.txt"],
  ["masimo", "masimo-rad8/ascii1-variants.txt"],
  ["masimo", "masimo-rad8/rad8-manual-trend-ascii2.txt"],
] as const;

/** The drivers of the vectors' protocols. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  "philips-intellivue": "intellivue",
  "draeger-medibus": "medibus",
  "datex-s5-dri": "dri",
  "bis-vista-binary": "bis",
  "nonin-df2": "nonin",
  "nonin-df7": "nonin",
  capnostream20: "capnostream",
  "bbraun-bcc": "bcc",
  "bbraun-bcc-stuffed": "bcc",
  "contec-cms50-v7": "cms50",
  "contec-cms50-v5": "cms50",
  "tanita-tbf310": "tanita",
  "beurer-bm58": "bm58",
};

function sameInAnyPieces(driver: DeviceDriver, bytes: Uint8Array): void {
  const whole = play(driver, bytes);
  const sizes = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(sizes, (pieces) => {
      const { events, session } = play(driver, bytes, pieces);
      assert.deepEqual(events, whole.events);
      assert.deepEqual(session.counters, whole.session.counters);
    }),
    { seed: SEED, numRuns: 8, examples: [[[1]], [[2, 3]], [[7]]] },
  );
}

describe("recordings and vectors", { skip: absentData }, () => {
  for (const [name, path] of RECORDINGS) {
    it(`${path} is the same in any pieces, whole and hit (seed ${SEED})`, () => {
      const bytes = recording(path);
      sameInAnyPieces(findDriver(name), bytes);
      for (const kind of ["insert", "delete", "flip"] as const)
        sameInAnyPieces(findDriver(name), damage(bytes, kind, SEED));
    });
  }

  for (const [protocol, name] of Object.entries(PROTOCOLS)) {
    it(`the vectors of ${protocol} are the same in any pieces, each and in a row (seed ${SEED})`, () => {
      const vectors = vectorsOf(protocol);
      assert.ok(vectors.length > 0);
      for (const { bytes } of vectors) sameInAnyPieces(findDriver(name), bytes);
      const row = Uint8Array.from(vectors.flatMap(({ bytes }) => [...bytes]));
      sameInAnyPieces(findDriver(name), row);
    });
  }
});

/** Runs an instrument against its driver for a while; at half time some bytes do not arrive, and the port says why. */
function interrupted({ driver, line, create }: SimulatedDevice, kind: LineErrorKind | null) {
  const simulator = create({ startedAt: STARTED_AT, model: createPatient(6) });
  const session = driver.open({
    startedAt: STARTED_AT,
    wantsWaves: true,
    ...(line === undefined ? {} : { line }),
  });
  const before: DeviceEvent[] = [];
  const after: DeviceEvent[] = [];
  let isOver = false;
  for (let step = 0; step < 2 * HALF_STEPS; step++) {
    const now = STARTED_AT + step * STEP_MS;
    const into = isOver ? after : before;
    into.push(...session.tick(now));
    for (const bytes of session.takeOutgoing()) simulator.receive(bytes, now);
    const sent = simulator.advance(now);
    const isHit = kind !== null && !isOver && step >= HALF_STEPS && sent.length > LOST_BYTES;
    into.push(...session.push(isHit ? sent.subarray(0, 5) : sent, now));
    if (isHit) {
      isOver = true;
      after.push(...session.lineError(kind, now), ...session.push(sent.subarray(5 + LOST_BYTES), now));
    }
    for (const bytes of session.takeOutgoing()) simulator.receive(bytes, now);
  }
  return { before, after, counters: session.counters };
}
const STEP_MS = 250;
const HALF_STEPS = 80;
const LOST_BYTES = 3;

describe("errors of the line", () => {
  for (const device of SIMULATORS.filter(({ name }) => name !== "bm58" && name !== "tanita")) {
    for (const kind of ["parity", "framing", "break", "overrun"] as const) {
      it(`cost ${device.name} a frame and leave a gap in its waves: ${kind}`, () => {
        const clean = interrupted(device, null);
        const { before, after, counters } = interrupted(device, kind);
        assert.equal(counters.lineErrors, 1);
        assert.equal(after.filter((e) => e.kind === "status" && e.id === `line-${kind}`).length, 1);
        // A lost answer may cost the one that waited for it, too.
        assert.ok(counters.good >= clean.counters.good * 0.8, `${counters.good} of ${clean.counters.good}`);
        assert.ok(after.some((e) => e.kind === "numeric" && e.value !== null));
        for (const code of waveCodes(before)) {
          const [first, second] = after.filter((e) => e.kind === "wave" && e.code.id === code);
          // What was begun before is handed out first.
          const isGap = [first, second].some((e) => e?.kind === "wave" && e.afterGap);
          assert.ok(isGap, code);
        }
      });
    }
  }
});

function waveCodes(events: readonly DeviceEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap((event) => (event.kind === "wave" ? [event.code.id] : [])));
}
