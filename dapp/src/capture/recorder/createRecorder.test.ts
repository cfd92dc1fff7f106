import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { toHex } from "@medlattice/sdk/codec";
import {
  beginCapture,
  createCaptureKey,
  createMemoryStore,
  readCapture,
  type BeginCaptureOptions,
  type CaptureStore,
} from "@medlattice/sdk/device/record";
import { findSimulator, simulatedTransport } from "@medlattice/sdk/device/simulate";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { CaptureSeed, LiveUpdate, Recorder } from "../contract.ts";
import { createRecorder } from "./createRecorder.ts";

const id = (byte: number) => toHex(new Uint8Array(32).fill(byte));
const treatment: BeginCaptureOptions["treatment"] & object = {
  chainId: 31_337,
  treatmentId: id(3),
  institution: id(4),
  patient: id(1),
  doctor: id(2),
  notBefore: 0,
  notAfter: 4_000_000_000,
};
const nonin = { key: "1", driver: "nonin", label: "Nonin", line: null, isSimulated: false } as const;
const bySimulator = { kind: "simulator", name: "nonin" } as const;

async function seedOf(isPatients: boolean): Promise<CaptureSeed> {
  const key = await createCaptureKey();
  const begin = beginCapture({
    treatment: isPatients ? treatment : null,
    identified: { patient: id(1), by: id(2), how: "visit-code" },
    station: id(5),
    key,
    now: Date.now(),
  });
  const journalKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  return { begin, journal: "journal", journalKey, stationKey: key.pair };
}

async function begun(
  isPatients: boolean,
  openWay?: OpenWay,
): Promise<{ recorder: Recorder; seed: CaptureSeed; store: CaptureStore; updates: LiveUpdate[] }> {
  const store = createMemoryStore();
  const recorder = created(store, openWay);
  const seed = await seedOf(isPatients);
  await recorder.begin(seed);
  return { recorder, seed, store, updates: watched(recorder) };
}

type OpenWay = NonNullable<Parameters<typeof createRecorder>[0]["openWay"]>;

const opened: { readonly recorders: Recorder[]; readonly ports: MessagePort[] } = {
  recorders: [],
  ports: [],
};

function created(store: CaptureStore, openWay?: OpenWay): Recorder {
  const recorder = createRecorder({
    openJournal: async () => store,
    ...(openWay === undefined ? {} : { openWay }),
  });
  opened.recorders.push(recorder);
  return recorder;
}

/** As a page does it: what was posted is seen at once. */
function watched(recorder: Recorder): LiveUpdate[] {
  const updates: LiveUpdate[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", ({ data }: MessageEvent<LiveUpdate>) => {
    updates.push(data);
    port1.postMessage({ kind: "seen" });
  });
  port1.start();
  opened.ports.push(port1, port2);
  recorder.watch(port2);
  return updates;
}

async function readingOf(recorder: Recorder): Promise<Awaited<ReturnType<typeof readCapture>>> {
  const bundle = new Uint8Array(await (await recorder.content()).arrayBuffer());
  return await readCapture({ bundle, isEnrolled: () => true });
}

describe("createRecorder (docs/dapp.md, Capture)", () => {
  afterEach(async () => {
    for (const recorder of opened.recorders.splice(0)) await recorder.discard();
    for (const port of opened.ports.splice(0)) port.close();
  });

  it("shows and records a demonstration, with its markers, and says so in words", async () => {
    const { recorder, updates } = await begun(false);
    await recorder.add(nonin, bySimulator);
    await sleep(1_600);
    await recorder.mark("  Incision ");
    await sleep(100);
    const state = await recorder.finish();
    assert.equal(state.phase, "finished");
    const waves = updates.flatMap((update) => update.waves);
    assert.ok(waves.length > 5, `${waves.length} pieces of a wave`);
    waves.slice(1).forEach((wave, index) => {
      const before = waves[index];
      const end = (before?.at ?? 0) + ((before?.samples.length ?? 0) * 1000) / wave.samplesPerSecond;
      assert.ok(Math.abs(wave.at - end) < 1, "pieces follow on each other");
    });
    assert.ok(updates.flatMap((update) => update.numerics).every(({ quality }) => quality === "demo"));
    assert.deepEqual(
      updates.flatMap((update) => update.markers).map(({ text }) => text),
      ["Incision"],
    );
    const reading = await readingOf(recorder);
    assert.deepEqual(reading.problems, []);
    assert.ok(reading.series.some(({ waves: kept }) => kept.length > 0));
    assert.ok(reading.notices.some(({ kind, text }) => kind === "event-marker" && text === "Incision"));
    await recorder.discard();
    assert.equal(await recorder.state(), null);
  });

  it("takes no instrument in software into a patient's capture", async () => {
    const { recorder } = await begun(true);
    await assert.rejects(recorder.add(nonin, bySimulator), { code: "CAPTURE_SIMULATED" });
    const bridged = { kind: "bridge", url: "ws://127.0.0.1:1/nonin" } as const;
    await assert.rejects(recorder.add({ ...nonin, isSimulated: true }, bridged), {
      code: "CAPTURE_SIMULATED",
    });
    assert.deepEqual((await recorder.state())?.instruments, []);
  });

  it("keeps nothing of one that turns out to be in software only when it answers", async () => {
    const openWay: OpenWay = async () => simulatedTransport(findSimulator("nonin"));
    const { recorder, updates } = await begun(true, openWay);
    await recorder.add(nonin, { kind: "bridge", url: "ws://127.0.0.1:1/nonin" });
    await sleep(800);
    await recorder.finish();
    assert.ok(
      updates.some(({ numerics }) => numerics.length > 0),
      "it is shown",
    );
    const { series, notices, problems } = await readingOf(recorder);
    assert.deepEqual(series, []);
    assert.ok(notices.every(({ kind }) => kind === "station-note"));
    assert.deepEqual(problems, []);
  });

  it("records nothing while paused, and shows it", async () => {
    const { recorder, updates } = await begun(false);
    await recorder.add(nonin, bySimulator);
    await sleep(1_000);
    assert.equal((await recorder.pause()).phase, "paused");
    const pausedAt = Date.now();
    await sleep(1_200);
    assert.ok(updates.some(({ now, waves: shown }) => now > pausedAt && shown.length > 0));
    const beforeAgain = Date.now();
    assert.equal((await recorder.proceed()).phase, "running");
    await sleep(800);
    await recorder.finish();
    const { series, notices, problems } = await readingOf(recorder);
    assert.deepEqual(problems, []);
    const waves = series.flatMap((each) => each.waves);
    assert.ok(waves.some(({ from }) => from < pausedAt) && waves.some(({ from }) => from >= beforeAgain - 5));
    // Pieces of one wave are put on the axis to within half a second.
    assert.ok(waves.every(({ from, to }) => to <= pausedAt + 500 || from >= beforeAgain - 5));
    const ids = notices.flatMap(({ facts }) => (typeof facts["id"] === "string" ? [facts["id"]] : []));
    assert.ok(ids.includes("paused") && ids.includes("continued"));
  });

  it("goes on after a reload under the same keys, and knows the instruments of before", async () => {
    const { recorder, seed, store } = await begun(false);
    await recorder.add(nonin, bySimulator);
    await recorder.mark("Induction");
    await sleep(2_300);
    await recorder.mark("Incision");
    await sleep(20);
    // The page is gone without a word: nothing is called any more.
    const { stationKey, journalKey, journal, begin } = seed;
    const again = created(store);
    await recorder.pause();
    const shown = watched(again);
    const state = await again.resume({ captureId: begin.captureId, journal, journalKey, stationKey });
    assert.deepEqual(
      state.instruments.map(({ key, driver, isAdded }) => ({ key, driver, isAdded })),
      [{ key: "1", driver: "nonin", isAdded: false }],
    );
    await assert.rejects(again.add({ ...nonin, driver: "masimo" }, { kind: "simulator", name: "masimo" }), {
      code: "CAPTURE_LINE_TAKEN",
    });
    await again.add(nonin, bySimulator);
    await assert.rejects(again.add(nonin, bySimulator), { code: "CAPTURE_LINE_TAKEN" });
    await sleep(300);
    assert.deepEqual(
      shown.flatMap(({ markers }) => markers.map(({ text }) => text)),
      ["Induction", "Incision"],
    );
    await again.finish();
    const reading = await readingOf(again);
    assert.deepEqual(reading.problems, []);
    const first = Math.min(...reading.series.flatMap(({ waves }) => waves.map(({ from }) => from)));
    assert.ok(first - begin.startedAt < 1_000);
  });

  it("pauses also when there is no room left to note it", async () => {
    const inner = createMemoryStore();
    let isFull = false;
    const recorder = created({
      append: async (entry) => {
        if (isFull) throw new UnavailableError("CAPTURE_STORE_FULL", "There is no room left.");
        await inner.append(entry);
      },
      read: (kind) => inner.read(kind),
      clear: async () => await inner.clear(),
    });
    await recorder.begin(await seedOf(false));
    await recorder.add(nonin, bySimulator);
    isFull = true;
    for (let waited = 0; waited < 60 && (await recorder.state())?.problem !== "CAPTURE_STORE_FULL"; waited++)
      await sleep(100);
    assert.equal((await recorder.state())?.problem, "CAPTURE_STORE_FULL");
    const state = await recorder.pause();
    assert.deepEqual([state.phase, state.problem], ["paused", "CAPTURE_STORE_FULL"]);
    isFull = false;
  });

  it("only finishes what is taken up after its appointment", async () => {
    const { recorder, seed, store } = await begun(true);
    await recorder.mark("Incision");
    await sleep(20);
    const { stationKey, journalKey, journal, begin } = seed;
    const again = created(store);
    const state = await again.resume({
      captureId: begin.captureId,
      journal,
      journalKey,
      stationKey,
      mustFinish: true,
    });
    assert.equal(state.phase, "finished");
    await assert.rejects(again.add(nonin, bySimulator), { code: "CAPTURE_ENDED" });
    await assert.rejects(again.proceed(), { code: "CAPTURE_ENDED" });
    const { problems, notices } = await readingOf(again);
    assert.deepEqual(problems, []);
    assert.ok(notices.some(({ text }) => text === "Incision"));
  });

  it("finishes once, and only what was begun", async () => {
    const recorder = created(createMemoryStore());
    await assert.rejects(recorder.finish(), { code: "CAPTURE_NOT_BEGUN" });
    const seed = await seedOf(false);
    await recorder.begin(seed);
    await assert.rejects(recorder.begin(seed), { code: "CAPTURE_RUNNING" });
    assert.equal((await recorder.finish()).phase, "finished");
    assert.equal((await recorder.finish()).phase, "finished");
    await assert.rejects(recorder.mark("late"), { code: "CAPTURE_ENDED" });
  });
});
