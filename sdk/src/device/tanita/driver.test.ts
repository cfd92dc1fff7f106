import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toLatin1 } from "../stream/ascii.ts";
import { finish, lastValues, mustHold } from "../stream/mustHold.ts";
import { absentData, vectorsOf } from "../stream/recordings.ts";
import { tanita as driver } from "./driver.ts";
import { createTanitaSimulator as simulate } from "./simulator.ts";

const LINE = "0,2,171,70.4,512,22.5,15.8,54.6,39.8,40,24.1,6400";
const read = (text: string) => finish(driver, toLatin1(`${text}\r\n`));

/** Codes whose values are marked as doubtful. */
function doubtful(text: string): string[] {
  return read(text).events.flatMap((event) =>
    event.kind === "numeric" && event.quality === "questionable" ? [event.code.id] : [],
  );
}

describe("tanita", () => {
  mustHold({
    driver,
    simulate,
    seconds: 3000,
    costOfHit: 2,
    falsifiable: 9,
    maxFrameBytes: 400,
    startByte: 0x30,
  });

  it("reads a line of the TBF-310", () => {
    const { events, good } = read(LINE);
    assert.equal(good, 1);
    assert.deepEqual(lastValues(events), {
      height: 171,
      weight: 70.4,
      impedance: 512,
      "fat%": 22.5,
      fatmass: 15.8,
      FFM: 54.6,
      TBW: 39.8,
      BMI: 24.1,
      BMR: 6400,
    });
    const weight = events.find((event) => event.kind === "numeric" && event.code.id === "weight");
    assert.deepEqual(weight?.kind === "numeric" && [weight.unit, weight.code.loinc], ["kg", "29463-7"]);
    assert.deepEqual(doubtful(LINE), []);
  });

  it("marks values that contradict each other", () => {
    assert.deepEqual(doubtful(LINE.replace("24.1", "32.3")), ["BMI"]);
    assert.deepEqual(doubtful(LINE.replace("15.8", "25.8")), ["weight", "fat%", "fatmass", "FFM"]);
  });

  it("gives no composition of somebody who was only weighed", () => {
    const last = lastValues(read("0,1,171,70.4,0,0.0,0.0,70.4,0.0,40,24.1,6400").events);
    assert.deepEqual(
      [last["weight"], last["fat%"], last["impedance"]],
      [70.4, "not-performed", "not-performed"],
    );
  });

  it("reads pairs of a newer scale", () => {
    const last = lastValues(
      read("GE,1,AG,40,Hm,171.0,Wk,70.4,FW,22.5,fW,15.8,MW,54.6,mW,51.8,MI,24.1,IF,7,rA,38,CS,4F").events,
    );
    assert.deepEqual([last["weight"], last["mW"], last["IF"], last["rA"]], [70.4, 51.8, 7, 38]);
  });

  it("reads the segments of the BC-418", () => {
    const limbs = "250,251,320,322";
    const segments = Array.from({ length: 5 }, () => "20.1,2.0,8.0,7.5").join(",");
    const text = `05/01/2026,08:00,0,1,171,70.4,22.5,15.8,54.6,39.8,40,24.1,6400,512,${limbs},${segments}`;
    const { good, events } = read(text);
    assert.deepEqual(
      [good, lastValues(events)["Trunk muscle"], lastValues(events)["Left arm impedance"]],
      [1, 7.5, 322],
    );
  });

  for (const [what, text] of [
    ["a letter among the digits", LINE.replace("70.4", "7o.4")],
    ["a fat content beyond the body", LINE.replace("22.5", "92.5")],
    ["an unknown gender", LINE.replace("0,2,", "0,7,")],
  ] as const) {
    it(`refuses a line with ${what}`, () => {
      const { good, bad, events } = read(text);
      assert.deepEqual([good, bad, Object.keys(lastValues(events)).length], [0, 1, 0]);
    });
  }
});

describe("tanita vector", { skip: absentData }, () => {
  it("is read, its index marked", () => {
    const [vector] = absentData === false ? vectorsOf("tanita-tbf310") : [];
    const { good, events } = finish(driver, vector?.bytes ?? new Uint8Array());
    const last = lastValues(events);
    assert.deepEqual(
      [good, last["weight"], last["fat%"], last["fatmass"], last["FFM"], last["TBW"]],
      [1, 110.6, 28.4, 31.4, 79.2, 58],
    );
    const index = events.find((event) => event.kind === "numeric" && event.code.id === "BMI");
    assert.equal(index?.kind === "numeric" && index.quality, "questionable");
  });
});
