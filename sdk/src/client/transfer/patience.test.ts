import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InvalidInputError, UnavailableError } from "../../errors/index.ts";
import { createPatience } from "./patience.ts";

/** Work that fails a number of times before it is done. */
function failing(times: number, error: Error = new UnavailableError("AWAY", "The oracle is away.")) {
  const work = {
    attempts: 0,
    async run(): Promise<string> {
      if (work.attempts++ < times) throw error;
      return "done";
    },
  };
  return work;
}

describe("the patience of a transfer", () => {
  it("outlasts what passes", async () => {
    const work = failing(2);
    assert.equal(await createPatience({ patienceMs: 5_000 }).outlast(work.run), "done");
    assert.equal(work.attempts, 3);
  });

  it("ends with the last error", async () => {
    const work = failing(1_000);
    await assert.rejects(createPatience({ patienceMs: 300 }).outlast(work.run), UnavailableError);
    assert.ok(work.attempts >= 2 && work.attempts < 5);
  });

  it("begins anew with each thing that arrives", async () => {
    const patience = createPatience({ patienceMs: 400 });
    let attempts = 0;
    const done = await patience.outlast(async () => {
      patience.renew();
      if (attempts++ < 3) throw new UnavailableError("AWAY", "The oracle is away.");
      return "done";
    });
    assert.deepEqual([done, attempts], ["done", 4]);
  });

  it("is not spent on what would fail again", async () => {
    const work = failing(1, new InvalidInputError("WRONG", "The request is wrong."));
    await assert.rejects(createPatience({}).outlast(work.run), InvalidInputError);
    assert.equal(work.attempts, 1);
  });

  it("stops when asked to", async () => {
    const abort = new AbortController();
    const work = failing(1_000);
    setTimeout(() => abort.abort(new Error("enough")), 50);
    await assert.rejects(createPatience({ signal: abort.signal }).outlast(work.run), /enough/);
  });
});
