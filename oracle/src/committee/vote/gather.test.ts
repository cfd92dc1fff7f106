import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gather } from "./gather.ts";

const never = new Promise<number>(() => undefined);
const after = (ms: number, value: number) =>
  new Promise<number>((resolve) => setTimeout(() => resolve(value), ms));

describe("gather", () => {
  it("waits for all when all answer", async () => {
    const gathering = gather([after(5, 1), after(20, 2)], { deadlineMs: 5_000, graceMs: 5_000 });
    assert.equal(await gathering.wait(() => false), false);
    assert.deepEqual(gathering.answers, [1, 2]);
  });

  it("counts whoever fails as an answer that did not come", async () => {
    const gathering = gather([Promise.reject(new Error("away")), after(5, 2)], {
      deadlineMs: 5_000,
      graceMs: 5_000,
    });
    assert.equal(await gathering.wait(() => false), false);
    assert.deepEqual(gathering.answers, [2]);
  });

  it("waits no longer than a grace for the silent once there is enough, and may be asked again", async () => {
    const gathering = gather([after(5, 1), never], { deadlineMs: 200, graceMs: 10 });
    assert.equal(await gathering.wait(() => gathering.answers.length > 0), true);
    assert.deepEqual(gathering.answers, [1]);
    assert.equal(await gathering.wait(() => false), false);
  });

  it("ends at the deadline when there is never enough", async () => {
    const began = performance.now();
    assert.equal(await gather([never], { deadlineMs: 60, graceMs: 10 }).wait(() => false), false);
    assert.ok(performance.now() - began >= 50);
  });
});
