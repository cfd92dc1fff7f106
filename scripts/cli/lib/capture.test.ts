import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  beginCapture,
  captureKeyOf,
  createCapture,
  createCaptureKey,
  createMemoryStore,
  exportCapture,
  readCapture,
} from "@medlattice/sdk/device/record";
import { factsOf } from "./capture.ts";

/** A demonstration of one instrument that said nothing, as it is read back. */
async function captured(change: (text: string) => string) {
  const key = await captureKeyOf((await createCaptureKey()).pair);
  const store = createMemoryStore();
  const begin = beginCapture({ treatment: null, station: `0x${"05".repeat(32)}`, key, now: Date.now() });
  const capture = await createCapture({ begin, key, store });
  capture.attach({
    key: "1",
    driver: "nonin",
    driverVersion: "1.0.0",
    label: "Oximeter",
    manufacturer: "Nonin",
  });
  capture.mark("Incision");
  await capture.finish();
  const text = await new Blob(await Array.fromAsync(exportCapture(store))).text();
  const bundle = new TextEncoder().encode(change(text));
  return { ...(await readCapture({ bundle, isEnrolled: () => true })), station: "demonstration" } as const;
}

const names = { person: () => "Anna" };

describe("factsOf", () => {
  it("says who captured from what, and that nothing is missing", async () => {
    const { text, problems } = factsOf(await captured((bundle) => bundle), names);
    assert.equal(
      text,
      "Captured by Anna from Oximeter (nonin 1.0.0), chain of 2 links intact; a demonstration, nobody's record.",
    );
    assert.deepEqual(problems, []);
  });
  it("names what was changed", async () => {
    const { text, problems } = factsOf(
      await captured((bundle) => bundle.replace("Incision", "Decision")),
      names,
    );
    assert.equal(
      text,
      "Captured by Anna from Oximeter (nonin 1.0.0), NOT as it was signed: edited in link 1.",
    );
    assert.deepEqual(problems, [{ kind: "edited", chunk: 1 }]);
  });
});
