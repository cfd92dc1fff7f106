import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceDriver } from "./contract.ts";
import { createOldContecSimulator } from "./contec-cms50/simulator.ts";
import { contecCms50 } from "./contec-cms50/driver.ts";
import { createIdentifier, settingsToTry } from "./identify.ts";
import { createIvySimulator } from "./ivy-450c/simulator.ts";
import { ivy450c } from "./ivy-450c/driver.ts";
import { createMasimoSimulator } from "./masimo-rad/simulator.ts";
import { masimoRad } from "./masimo-rad/driver.ts";
import { createNoninSimulator } from "./nonin/simulator.ts";
import { nonin } from "./nonin/driver.ts";
import type { DeviceSimulator, SimulatorOptions } from "./simulator.ts";
import { body, STARTED_AT } from "./stream/mustHold.ts";

const free: readonly (readonly [
  DeviceDriver,
  (options: SimulatorOptions) => DeviceSimulator,
  lineIndex?: number,
])[] = [
  [nonin, createNoninSimulator],
  [masimoRad, createMasimoSimulator],
  [ivy450c, createIvySimulator],
  [contecCms50, createOldContecSimulator, 1],
];

describe("createIdentifier", () => {
  for (const [driver, simulate, lineIndex = 0] of free) {
    it(`recognises ${driver.name}, which sends by itself, even from the middle of a frame`, () => {
      const line = driver.lines[lineIndex];
      assert.ok(line !== undefined);
      const bytes = simulate({ startedAt: STARTED_AT, model: body }).advance(STARTED_AT + 20_000);
      assert.equal(createIdentifier(line).push(bytes.subarray(7))?.name, driver.name);
    });
  }

  it("recognises nothing in noise", () => {
    const [line] = nonin.lines;
    assert.ok(line !== undefined);
    const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * index * 31 + (index >> 3)) & 0xff);
    assert.equal(createIdentifier(line).push(noise), undefined);
  });
});

describe("settingsToTry", () => {
  it("names each setting once, 9600 8N1 before all", () => {
    const settings = settingsToTry();
    const [first] = settings;
    assert.deepEqual([first?.baudRate, first?.parity], [9600, "none"]);
    const texts = settings.map(({ baudRate, dataBits, stopBits, parity, flowControl }) =>
      [baudRate, dataBits, stopBits, parity, flowControl].join(),
    );
    assert.equal(new Set(texts).size, texts.length);
  });
});
