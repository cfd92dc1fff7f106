import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../framing/trial.ts";
import { toLatin1, latin1 } from "../stream/ascii.ts";
import { body, finish, lastValues, mustAnswer, mustHold, STARTED_AT, without } from "../stream/mustHold.ts";
import { absentData, vectorsOf } from "../stream/recordings.ts";
import { bbraunBcc as driver } from "./driver.ts";
import { decodeBcc, encodeBcc, stuff, unstuff } from "./frame.ts";
import { createBccSimulator as simulate } from "./simulator.ts";

const base = { driver, startedAt: STARTED_AT };

for (const isStuffed of [true, false]) {
  describe(`bcc ${isStuffed ? "with" : "without"} stuffing`, () => {
    mustHold({
      // The host's own requests are stuffed; a rack without stuffing would not understand them.
      driver,
      simulate: (options) => (isStuffed ? simulate(options) : chatty(options)),
      seconds: 60,
      costOfHit: 2,
      falsifiable: 0,
      maxFrameBytes: 4096,
      startByte: 1,
    });
  });
}

/** A rack without stuffing that has been asked by somebody else. */
function chatty({ startedAt }: { readonly startedAt: number }) {
  let sent = 0;
  return {
    receive: () => undefined,
    advance(now: number): Uint8Array {
      const parts: number[] = [];
      for (; startedAt + sent * 1000 <= now; sent++) {
        const information = `${sent},50111,INRT,5.30\u001e${sent},50111,INVI,0.4\u001e${sent},50111,INP2,35`;
        parts.push(...encodeBcc({ bed: "Bed/1/1", information, isLast: true }, { isStuffed: false }));
      }
      return Uint8Array.from(parts);
    },
  };
}

describe("bcc", () => {
  mustAnswer({ driver, simulate });

  it("asks with the maker's bytes, and only for values", () => {
    const session = driver.open({ startedAt: 0 });
    const [alive] = session.takeOutgoing();
    assert.equal(latin1(alive ?? new Uint8Array()), "\u000100031\u00021/1/1>AEXMIN:ALIVEE\u000300061\u0004");
  });

  it("reads every block, acknowledging each", () => {
    const simulator = simulate({ startedAt: STARTED_AT, model: body });
    const { events, session } = run({ ...base, simulator, seconds: 60 });
    const last = lastValues(events);
    assert.deepEqual(
      [last["INRT"], last["INP2"], last["INRMT"], last["INVTBI"]],
      [5.3, 35, "not-applicable", "unknown"],
    );
    const rate = events.find((event) => event.kind === "numeric" && event.code.id === "INRT");
    assert.deepEqual(rate?.kind === "numeric" && [rate.code.channel, rate.unit], ["50111", "mL/h"]);
    assert.ok(session.counters.good > 20);
    assert.ok(events.some((event) => event.kind === "identity" && event.software === "3.30"));
  });

  it("says nothing in place of a rate that is not there", () => {
    const simulator = simulate({ startedAt: STARTED_AT, model: without("infusionRate") });
    assert.equal(lastValues(run({ ...base, simulator, seconds: 20 }).events)["INRT"], "unknown");
  });

  it("refuses a wrong block and has it sent again", () => {
    const session = driver.open({ startedAt: 0 });
    session.takeOutgoing();
    const block = encodeBcc({ bed: "1/1/1", information: "1,50111,INRT,5.30", isLast: true });
    const wrong = block.map((byte, index) => (index === block.length - 12 ? byte + 1 : byte));
    assert.deepEqual(session.push(wrong, 10), []);
    session.tick(50);
    assert.deepEqual(session.takeOutgoing(), []);
    session.tick(200);
    assert.deepEqual(session.takeOutgoing(), [Uint8Array.of(0x15)]);
    assert.equal(session.push(block, 300).length, 1);
    session.tick(500);
    assert.deepEqual(session.takeOutgoing(), [Uint8Array.of(0x06)]);
  });

  it("undoes stuffing from left to right", () => {
    assert.deepEqual(unstuff(toLatin1("EEX")), toLatin1("EX"));
    for (const text of ["DEde", "EXex", "dDeE1,X"])
      assert.deepEqual(unstuff(stuff(toLatin1(text))), toLatin1(text));
    assert.equal(unstuff(toLatin1("EA")), undefined);
  });
});

describe("bcc vectors", { skip: absentData }, () => {
  it("are taken as they say", () => {
    const vectors = absentData === false ? vectorsOf("bbraun-bcc") : [];
    assert.equal(vectors.length, 20);
    for (const { bytes, name, valid } of vectors) {
      const { good, bad } = finish(driver, bytes);
      assert.deepEqual([good, bad], valid ? [1, 0] : [0, 1], name);
    }
    const [stuffed, letters] = absentData === false ? vectorsOf("bbraun-bcc-stuffed") : [];
    assert.equal(
      decodeBcc(unstuff(stuffed?.bytes ?? new Uint8Array()) ?? new Uint8Array())?.information,
      "ADMIN:ALIVE",
    );
    assert.deepEqual(unstuff(letters?.bytes ?? new Uint8Array()), toLatin1("EX"));
  });
});
