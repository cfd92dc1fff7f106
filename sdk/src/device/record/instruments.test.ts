import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8 } from "../../codec/index.ts";
import { validateFhir } from "../../fhir/index.ts";
import { bbraunBcc } from "../bbraun-bcc/driver.ts";
import { createBccSimulator } from "../bbraun-bcc/simulator.ts";
import { bisVista } from "../bis-vista/driver.ts";
import { createBisAsciiSimulator } from "../bis-vista/simulator.ts";
import { capnostream } from "../capnostream/driver.ts";
import { createCapnostreamSimulator } from "../capnostream/simulator.ts";
import { contecCms50 } from "../contec-cms50/driver.ts";
import { createContecSimulator } from "../contec-cms50/simulator.ts";
import type { DeviceDriver, DeviceEvent } from "../contract.ts";
import { medibus } from "../draeger-medibus/driver.ts";
import { createMedibusSimulator } from "../draeger-medibus/simulator.ts";
import { run } from "../framing/trial.ts";
import { dri } from "../ge-s5/driver.ts";
import { createDriSimulator } from "../ge-s5/simulator.ts";
import { hl7 } from "../hl7-oru/driver.ts";
import { createHl7Simulator } from "../hl7-oru/simulator.ts";
import { ivy450c } from "../ivy-450c/driver.ts";
import { createIvySimulator } from "../ivy-450c/simulator.ts";
import { masimoRad } from "../masimo-rad/driver.ts";
import { createMasimoSimulator } from "../masimo-rad/simulator.ts";
import { nonin } from "../nonin/driver.ts";
import { createNoninSimulator } from "../nonin/simulator.ts";
import { intellivue } from "../philips-intellivue/driver.ts";
import { createIntellivueSimulator } from "../philips-intellivue/simulator.ts";
import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { body } from "../stream/mustHold.ts";
import { tanita } from "../tanita/driver.ts";
import { createTanitaSimulator } from "../tanita/simulator.ts";
import { readCapture } from "./index.ts";
import { bench, bundleText, T0 } from "./testing/capture.ts";

const SECONDS = 25;
const INSTRUMENTS: readonly (readonly [DeviceDriver, (options: SimulatorOptions) => DeviceSimulator])[] = [
  [intellivue, createIntellivueSimulator],
  [medibus, createMedibusSimulator],
  [dri, createDriSimulator],
  [bisVista, createBisAsciiSimulator],
  [nonin, createNoninSimulator],
  [masimoRad, createMasimoSimulator],
  [capnostream, createCapnostreamSimulator],
  [ivy450c, createIvySimulator],
  [bbraunBcc, createBccSimulator],
  [hl7, createHl7Simulator],
  [contecCms50, createContecSimulator],
  [tanita, createTanitaSimulator],
];

/** The gateway in software says that it is a test, whose values a patient's record leaves out. */
function inEarnest(event: DeviceEvent): DeviceEvent {
  if (event.kind !== "numeric" || event.quality !== "test") return event;
  const { quality: _test, ...rest } = event;
  return rest;
}

describe("capture of real drivers (F8)", () => {
  it("keeps every value and every sample of twelve instruments at once, and gives valid FHIR R4", async () => {
    const { capture, store, clock } = await bench();
    const heard: { readonly line: string; readonly event: DeviceEvent }[] = [];
    for (const [index, [driver, simulate]] of INSTRUMENTS.entries()) {
      const line = `line-${index + 1}`;
      const { name, version, label, manufacturer } = driver;
      capture.attach({ key: line, driver: name, driverVersion: version, label, manufacturer });
      const simulator = simulate({ startedAt: T0, model: body });
      const { events } = run({ driver, simulator, startedAt: T0, seconds: SECONDS, wantsWaves: true });
      assert.ok(
        events.some(({ kind }) => kind === "numeric"),
        name,
      );
      heard.push(...events.map((event) => ({ line, event: inEarnest(event) })));
    }
    heard.sort((a, b) => a.event.at.receivedAt - b.event.at.receivedAt);
    for (const { line, event } of heard) {
      clock.advance(Math.max(0, event.at.receivedAt - clock.wall()));
      capture.add(line, [event]);
    }
    await capture.finish();
    const bytes = utf8(await bundleText(store));
    const { warnings } = await validateFhir({ bytes });
    assert.deepEqual(warnings, []);
    const { series, problems, devices } = await readCapture({ bundle: bytes, isEnrolled: () => true });
    assert.deepEqual(problems, []);
    assert.equal(devices.length, INSTRUMENTS.length + 1);
    const lineOf = (id: string): string => `line-${Number(id.slice(1)) - 1}`;
    for (const each of series) {
      const own = heard.filter(({ line, event }) => {
        if (line !== lineOf(each.device) || (event.kind !== "numeric" && event.kind !== "wave")) return false;
        const { code, unit } = event;
        return (
          (event.kind === "wave") === each.waves.length > 0 &&
          code.id === each.code &&
          code.channel === each.channel &&
          unit === each.unit
        );
      });
      const what = `${each.device} ${each.label}`;
      const values = own.flatMap(({ event }) => (event.kind === "numeric" ? [event.value] : []));
      const changes = values.filter((value, index) => index === 0 || value !== values[index - 1]);
      const read = each.numerics.map(({ value }) => value);
      const readChanges = read.filter((value, index) => index === 0 || value !== read[index - 1]);
      assert.deepEqual(readChanges, changes, what);
      const samples = own.flatMap(({ event }) => (event.kind === "wave" ? [...event.samples] : []));
      const readSamples = each.waves.flatMap((wave) => [...wave.samples()]);
      assert.equal(readSamples.length, samples.length, what);
      for (const [index, sample] of samples.entries()) {
        const back = readSamples[index] ?? Infinity;
        assert.ok(
          Object.is(back, sample) || Math.abs(back - sample) <= 1e-9 * Math.max(1, Math.abs(sample)),
          `${what} ${index}`,
        );
      }
    }
    const kinds = (kind: "numeric" | "wave"): number =>
      new Set(
        heard.flatMap(({ line, event }) =>
          event.kind === kind ? [JSON.stringify([line, event.code.id, event.code.channel, event.unit])] : [],
        ),
      ).size;
    assert.equal(series.length, kinds("numeric") + kinds("wave"));
  });
});
