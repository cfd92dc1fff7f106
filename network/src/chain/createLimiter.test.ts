import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { createLimiter } from "./createLimiter.ts";

describe("createLimiter", () => {
  it("runs at most so many at once, in order, and refuses beyond the queue", async () => {
    const limiter = createLimiter(2, 1);
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (inside += 1));
      await turn();
      inside -= 1;
      return "done";
    };
    const run = () => limiter.run(work, () => "refused");
    assert.deepEqual(await Promise.all([run(), run(), run(), run()]), ["done", "done", "done", "refused"]);
    assert.equal(most, 2);
    assert.equal(await run(), "done");
  });
});
