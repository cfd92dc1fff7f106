import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { utf8 } from "../../codec/index.ts";
import { MedLatticeError } from "../../errors/index.ts";
import { validateFhir } from "../../fhir/index.ts";
import { type CaptureStore, createMemoryStore, readCapture, resumeCapture } from "./index.ts";
import { bench, bundleText, ecg, monitor, numeric, T0, wave } from "./testing/capture.ts";

const isEnrolled = (): boolean => true;
const hasCode = (code: string) => (error: unknown) => error instanceof MedLatticeError && error.code === code;

describe("capture under faults (F8)", () => {
  it("loses at most the last second, and goes on in the same chain", async () => {
    const { capture, store, key, clock, second } = await bench();
    for (let index = 0; index < 24; index++)
      second((at) => [numeric(at, 60 + (index % 5)), wave(at, ecg(250, index * 250))]);
    await settled(capture);
    // The page is gone: this capture is never heard of again.
    clock.advance(5_000);
    const again = await resumeCapture({ key, store, clock });
    assert.ok(again !== null);
    assert.deepEqual(again.devices, [monitor()]);
    again.attach(monitor());
    for (let index = 0; index < 3; index++) {
      clock.advance(1_000);
      again.add("1", [numeric(clock.wall(), 90 + index)]);
    }
    await again.finish();
    const reading = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(reading.problems, []);
    const [heart, lead] = reading.series;
    assert.equal(heart?.numerics.length, 27);
    assert.equal(
      lead?.waves.reduce((sum, each) => sum + each.samples().length, 0),
      24 * 250,
    );
    assert.deepEqual(
      reading.notices.map(({ facts }) => [facts.id, facts.milliseconds]),
      [["resumed", 5_000]],
    );
    assert.equal(await resumeCapture({ key, store, clock }), null);
    const { length } = await bundleText(store);
    assert.ok(Math.abs(again.bundleBytes / length - 1) < 0.1, `${again.bundleBytes} of ${length}`);
  });

  it("says that the store is full, loses nothing of before, and goes on when there is room", async () => {
    const inner = createMemoryStore();
    let isFull = false;
    const store: CaptureStore = {
      ...inner,
      append: (entry) =>
        isFull
          ? Promise.reject(Object.assign(new Error("no"), { name: "QuotaExceededError" }))
          : inner.append(entry),
    };
    const { capture, second } = await bench({ store });
    for (let index = 0; index < 12; index++) second((at) => [numeric(at, 60 + index)]);
    await settled(capture);
    isFull = true;
    for (let index = 12; index < 24; index++) second((at) => [numeric(at, 60 + index)]);
    await settled(capture);
    assert.ok(hasCode("CAPTURE_STORE_FULL")(capture.problem));
    await assert.rejects(() => capture.finish(), hasCode("CAPTURE_STORE_FULL"));
    isFull = false;
    await capture.finish();
    const reading = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(reading.problems, []);
    assert.equal(reading.series[0]?.numerics.length, 24);
  });

  it("says where it is that it could take nothing", async () => {
    const inner = createMemoryStore();
    let isFull = false;
    const store: CaptureStore = {
      ...inner,
      append: (entry) => (isFull ? Promise.reject(new Error("no")) : inner.append(entry)),
    };
    const { capture, second } = await bench({ store });
    second((at) => [numeric(at, 60)]);
    await settled(capture);
    isFull = true;
    for (let index = 0; index < 3; index++) {
      const text = "x".repeat(30_000_000);
      second((at) => [
        { kind: "alarm", at: { receivedAt: at }, id: "A", text, priority: "low", isActive: true },
      ]);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.throws(() => second((at) => [numeric(at, 60)]));
    isFull = false;
    capture.tick();
    while (capture.problem !== undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    second((at) => [numeric(at, 60)]);
    await capture.finish();
    const { series, notices } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
    assert.deepEqual(
      series[0]?.numerics.map(({ from, to }) => [from - T0, to - T0]),
      [
        [1_000, 1_000],
        [6_000, 6_000],
      ],
    );
    assert.ok(notices.some(({ facts }) => facts.id === "storage-full"));
  });

  it("goes on in a whole chain, wherever in its writing it was killed", async () => {
    const inner = createMemoryStore();
    let left = Infinity;
    const store: CaptureStore = {
      ...inner,
      // Killed: what was not kept by then is never kept, and nobody hears of it.
      append: (entry) => (left-- > 0 ? inner.append(entry) : new Promise(() => undefined)),
    };
    for (let appends = 1; appends <= 32; appends++) {
      await inner.clear();
      left = appends;
      const { capture, key, clock, second } = await bench({ store });
      for (let index = 0; index < 24; index++) {
        second((at) => [numeric(at, index)]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await settled(capture, 20);
      left = Infinity;
      const again = await resumeCapture({ key, store, clock });
      assert.ok(again !== null);
      await again.finish();
      const { problems, series } = await readCapture({ bundle: utf8(await bundleText(store)), isEnrolled });
      assert.deepEqual(problems, [], `killed after ${appends}`);
      const values = series[0]?.numerics.map(({ value }) => value) ?? [];
      assert.deepEqual(
        values,
        Array.from({ length: values.length }, (_, index) => index),
      );
      // The first is the beginning; 24 seconds need 22 drafts, two links and two snapshots.
      if (appends >= 28) assert.equal(values.length, 24);
      else assert.ok(values.length >= Math.min(24, appends - 5), `${values.length} after ${appends}`);
    }
  });

  it("gives valid FHIR R4 whatever an instrument sends", async () => {
    const odd = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("", " ", "\0", "\ud800", "a  b"),
    );
    const value = fc.oneof(fc.double(), fc.constant(null), fc.constantFrom(1e-9, 1e21, -0));
    const code = fc.record({ id: odd, label: odd });
    const event = fc.oneof(
      fc
        .tuple(code, value, odd)
        .map(([of, number, unit]) => numeric(T0, number, { code: of, unit, text: unit })),
      fc.tuple(code, fc.array(fc.double(), { maxLength: 5 })).map(([of, samples]) => {
        const { scale: _scale, ...rest } = wave(T0, samples, { code: of });
        return rest;
      }),
      odd.map(
        (text) =>
          ({
            kind: "alarm",
            at: { receivedAt: T0 },
            id: text,
            text,
            priority: "low",
            isActive: false,
          }) as const,
      ),
      odd.map(
        (text) => ({ kind: "identity", at: { receivedAt: T0 }, model: text, serialNumber: text }) as const,
      ),
      odd.map((id) => ({ kind: "unknown", at: { receivedAt: T0 }, id, bytes: new Uint8Array() }) as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
        const { capture, store } = await bench();
        capture.add("1", events);
        await capture.finish();
        const bytes = utf8(await bundleText(store));
        assert.deepEqual((await validateFhir({ bytes })).warnings, []);
        assert.deepEqual((await readCapture({ bundle: bytes, isEnrolled })).problems, []);
      }),
      { numRuns: 60, seed: Number(process.env.FC_SEED ?? 20_261_121) },
    );
  });
});

/** Waits until everything that can be kept is kept. */
async function settled(
  capture: { readonly waitingBytes: number; readonly problem: unknown },
  turns = 200,
): Promise<void> {
  for (let turn = 0; turn < turns && capture.waitingBytes > 0 && capture.problem === undefined; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
