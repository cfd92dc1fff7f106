import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { createGate } from "./createGate.ts";

/** Work that ends when told to, and notes that it began. */
function manual(events: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    end: resolve,
    work: async () => {
      events.push(name);
      await promise;
    },
  };
}

describe("createGate", () => {
  it("lets readers in together", async () => {
    const gate = createGate();
    const events: string[] = [];
    const [a, b] = [manual(events, "a"), manual(events, "b")];
    const running = [gate.shared(a.work), gate.shared(b.work)];
    await turn();
    assert.deepEqual(events, ["a", "b"]);
    a.end();
    b.end();
    await Promise.all(running);
  });

  it("lets the writer in only after the readers inside have left, and newcomers only after the writer", async () => {
    const gate = createGate();
    const events: string[] = [];
    const [reader, writer, late] = [
      manual(events, "reader"),
      manual(events, "writer"),
      manual(events, "late"),
    ];
    const running = [gate.shared(reader.work), gate.exclusive(writer.work), gate.shared(late.work)];
    await turn();
    assert.deepEqual(events, ["reader"]);
    reader.end();
    await turn();
    assert.deepEqual(events, ["reader", "writer"]);
    writer.end();
    await turn();
    assert.deepEqual(events, ["reader", "writer", "late"]);
    late.end();
    await Promise.all(running);
  });

  it("alternates when both sides always wait", async () => {
    const gate = createGate();
    const events: string[] = [];
    const note = (name: string) => async () => {
      events.push(name);
      await turn();
    };
    const first = gate.exclusive(note("w1"));
    await Promise.all([first, gate.exclusive(note("w2")), gate.shared(note("r1")), gate.shared(note("r2"))]);
    assert.deepEqual(events, ["w1", "r1", "r2", "w2"]);
  });

  it("stays usable when work fails", async () => {
    const gate = createGate();
    const failing = () => Promise.reject(new Error("no"));
    await assert.rejects(gate.exclusive(failing), /no/);
    await assert.rejects(gate.shared(failing), /no/);
    assert.equal(await gate.exclusive(() => Promise.resolve(1)), 1);
  });
});
