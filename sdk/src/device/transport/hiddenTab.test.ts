import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceEvent, WaveEvent } from "../contract.ts";
import { findSimulator, simulatedTransport } from "../simulate/index.ts";
import { type Pump, pump } from "./pump.ts";
import { createTime } from "./testing/createTime.ts";

const HOUR_S = 3_600;
const SLEEP_S = 300;

function begin(name: string) {
  const time = createTime();
  const { driver, line } = findSimulator(name);
  const software = simulatedTransport(findSimulator(name), { clock: time.instrument });
  const heard = { values: 0, last: 0, longestPause: 0 };
  const notes: string[] = [];
  const waves: WaveEvent[] = [];
  const session: Pump = pump({
    transport: {
      label: "Port",
      open: (settings, sink) =>
        software.open(settings, { ...sink, bytes: (bytes) => void (time.isAsleep || sink.bytes(bytes)) }),
    },
    driver,
    clock: time.page,
    ...(line === undefined ? {} : { line }),
    onEvents(events: readonly DeviceEvent[]) {
      for (const event of events) {
        if (event.kind === "status") notes.push(event.id);
        if (event.kind === "wave") waves.push(event);
        if (event.kind !== "numeric" || event.value === null) continue;
        if (heard.values++ > 0) heard.longestPause = Math.max(heard.longestPause, time.seconds - heard.last);
        heard.last = time.seconds;
      }
    },
  });
  return { time, session, heard, notes, waves };
}

describe("a tab that is hidden for an hour", { concurrency: true }, () => {
  // They fall silent unless they are answered or kept alive.
  for (const name of ["intellivue", "medibus", "capnostream"]) {
    it(`goes on reading ${name}, although its timers hardly fire`, async () => {
      const { time, session, heard } = begin(name);
      await time.pass(60, false);
      assert.ok(heard.values > 0, "before");
      await time.pass(HOUR_S, true);
      await time.pass(10, false);
      assert.ok(heard.longestPause <= 15, `${heard.longestPause} s without a value`);
      assert.ok(heard.last > 60 + HOUR_S, "up to the end");
      assert.deepEqual([session.counters.bad, session.counters.gaps], [0, 0]);
      assert.equal(session.link.state, "receiving");
      await session.stop();
    });
  }

  it("takes up again, when it is shown, an instrument that says nothing unless asked", async () => {
    const { time, session, heard } = begin("bcc");
    await time.pass(60, false);
    await time.pass(HOUR_S, true);
    const before = heard.values;
    await time.pass(10, false);
    assert.ok(heard.values > before);
    assert.equal(session.link.state, "receiving");
    await session.stop();
  });
});

describe("a machine that sleeps for minutes", { concurrency: true }, () => {
  for (const name of ["intellivue", "medibus", "dri", "capnostream", "cms50", "bcc", "nonin", "bis-binary"]) {
    it(`says so, takes ${name} up again, and leaves a gap in its waves`, async () => {
      const { time, session, heard, notes, waves } = begin(name);
      await time.pass(60, false);
      const before = { values: heard.values, waves: waves.length };
      time.sleep(SLEEP_S);
      await time.pass(60, false);
      assert.ok(heard.values > before.values, JSON.stringify(session.link));
      assert.ok(heard.last > 60 + SLEEP_S + 30);
      assert.ok(notes.includes("clock-jump"));
      assert.equal(session.link.state, "receiving");
      const codes = new Set(waves.slice(0, before.waves).map(({ code }) => code.id));
      for (const id of codes) {
        const next = waves.slice(before.waves).filter(({ code }) => code.id === id);
        // What was begun before is handed out first.
        assert.ok(
          next.slice(0, 2).some(({ afterGap }) => afterGap),
          id,
        );
      }
      await session.stop();
    });
  }
});
