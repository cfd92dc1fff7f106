import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceEvent } from "../contract.ts";
import { findSimulator, simulatedTransport, SIMULATORS } from "../simulate/index.ts";
import { pump } from "./pump.ts";
import { createTime } from "./testing/createTime.ts";

/** Those that go on measuring; a scale and a cuff speak once. */
const NAMES = SIMULATORS.map(({ name }) => name).filter((name) => name !== "tanita" && name !== "bm58");

describe("an instrument that gets stuck", { concurrency: true }, () => {
  for (const name of NAMES) {
    it(`is said to be silent, its last values are not repeated, and it is taken up again: ${name}`, async () => {
      const time = createTime();
      const { driver, line } = findSimulator(name);
      const software = simulatedTransport(findSimulator(name), { clock: time.instrument });
      let isStuck = false;
      let events: DeviceEvent[] = [];
      const session = pump({
        transport: {
          label: "Port",
          async open(settings, sink) {
            const bytes = (some: Uint8Array): void => void (isStuck || sink.bytes(some));
            const open = await software.open(settings, { ...sink, bytes });
            return { ...open, write: async (some) => void (isStuck || (await open.write(some))) };
          },
        },
        driver,
        clock: time.page,
        ...(line === undefined ? {} : { line }),
        onEvents: (some) => events.push(...some),
      });
      const values = (): number => events.filter((e) => e.kind === "numeric" && e.value !== null).length;
      await time.pass(30, false);
      assert.ok(values() > 0);
      isStuck = true;
      events = [];
      await time.pass(11, false);
      assert.deepEqual([session.link.state, values()], ["silent", 0]);
      await time.pass(49, false);
      assert.deepEqual([session.link.state, values()], ["silent", 0]);
      isStuck = false;
      await time.pass(40, false);
      assert.ok(values() > 0, JSON.stringify([session.link, session.counters]));
      assert.equal(session.link.state, "receiving");
      await session.stop();
    });
  }
});
