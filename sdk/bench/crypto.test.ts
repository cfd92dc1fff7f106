import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BASELINE, measureCrypto, medianMs, tableOf } from "./crypto.ts";

describe("the benchmark", () => {
  it("measures every operation, and shows it against the named baseline", async () => {
    const measurements = await measureCrypto(2);
    const named = new Set(measurements.map(({ operation }) => operation));
    for (const operation of ["seal", "partial", "verify partial", "combine 2"])
      assert.ok(named.has(operation));
    for (const { ms } of measurements) assert.ok(ms > 0);
    assert.ok(tableOf(measurements).includes(BASELINE));
    assert.equal(tableOf(measurements).split("\n").length, measurements.length + 4);
  });

  it("takes the median, without the warm-up", () => {
    let calls = 0;
    const ms = medianMs(() => calls++, 10);
    assert.equal(calls, 11);
    assert.ok(ms >= 0);
  });
});
