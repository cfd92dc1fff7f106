import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { NumericLine, WaveLine } from "../../../capture/live/createLiveBook.ts";
import { createTrend } from "../../../capture/live/createTrend.ts";
import { createWaveRing } from "../../../capture/live/createWaveRing.ts";
import { unitText } from "./units.ts";
import { tilesOf, wavesInOrder } from "./vitals.ts";

const line = (device: string, id: string, loinc: string | null, label = id): NumericLine => ({
  key: `${device} ${id}`,
  trend: createTrend(),
  latest: {
    device,
    at: 0,
    code: { id, label, ...(loinc === null ? {} : { loinc }) },
    value: 1,
    absent: null,
    unit: "/min",
    quality: null,
  },
});
const wave = (device: string, label: string): WaveLine => ({
  key: `${device} ${label}`,
  device,
  code: { id: label, label },
  unit: null,
  quality: null,
  ring: createWaveRing(10, 0),
});

describe("tilesOf", () => {
  it("puts the vital signs in their order, and the rest aside", () => {
    const { tiles, rest } = tilesOf([
      line("1", "T1", "8310-5"),
      line("1", "ST", null),
      line("1", "HR", "8867-4"),
      line("2", "BIS", null, "Bispectral index"),
    ]);
    assert.deepEqual(
      tiles.map(({ vital }) => vital),
      ["heartRate", "temperature", "depth"],
    );
    assert.deepEqual(
      rest.map(({ key }) => key),
      ["1 ST"],
    );
  });
  it("makes one of the three values of a cuff", () => {
    const [tile] = tilesOf([
      line("1", "DIA", "8462-4"),
      line("1", "SYS", "8480-6"),
      line("1", "MAP", "8478-0"),
      line("2", "SYS", "8480-6"),
      line("2", "DIA", "8462-4"),
    ]).tiles;
    assert.equal(tile?.main.key, "1 SYS");
    assert.deepEqual(
      [tile?.systolic?.key, tile?.diastolic?.key, tile?.mean?.key],
      ["1 SYS", "1 DIA", "1 MAP"],
    );
    assert.deepEqual(
      tile?.others.map(({ key }) => key),
      ["2 SYS"],
    );
  });
  it("keeps the place of the instrument that was first, and shows the others beside it", () => {
    const [tile] = tilesOf([line("2", "SpO2", "59408-5"), line("1", "SPO2", "59408-5")]).tiles;
    assert.equal(tile?.device, "2");
    assert.deepEqual(
      tile?.others.map(({ key }) => key),
      ["1 SPO2"],
    );
  });
});

describe("wavesInOrder", () => {
  it("shows one of each kind before the second of any", () => {
    const order = wavesInOrder([
      wave("1", "Pleth"),
      wave("2", "Plethysmogram"),
      wave("2", "CO2"),
      wave("3", "ECG lead II"),
    ]);
    assert.deepEqual(
      order.map(({ key }) => key),
      ["3 ECG lead II", "1 Pleth", "2 CO2", "2 Plethysmogram"],
    );
  });
});

describe("unitText", () => {
  it("writes units as people do", () => {
    assert.deepEqual(["mm[Hg]", "Cel", "{score}", "/min", null].map(unitText), [
      "mmHg",
      "°C",
      "",
      "/min",
      "",
    ]);
  });
});
