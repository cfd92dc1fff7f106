import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceEvent } from "../contract.ts";
import { findDriver } from "../drivers.ts";
import { seeded } from "../framing/trial.ts";
import { createPatient, findSimulator, simulatedTransport, SIMULATORS } from "../simulate/index.ts";
import { canSend } from "./canSend.ts";
import { createFastClock, type SessionClock } from "./clock.ts";
import type { DeviceTransport } from "./contract.ts";
import { transportError } from "./errors.ts";
import { type Pump, pump } from "./pump.ts";
import { atLineRate, replayTransport } from "./replayTransport.ts";

const SPEED = 10;
/** Tanita's scale sends for the first time at its sixth second, MEDIBUS takes some to be greeted. */
const PATIENCE_MS = 8_000;

interface Heard {
  readonly events: DeviceEvent[];
  readonly states: string[];
}

async function until(isTrue: () => boolean, what: () => string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > end) assert.fail(what());
    // oxlint-disable-next-line no-await-in-loop -- waits
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const validValues = ({ events }: Heard): number =>
  events.filter((event) => event.kind === "numeric" && event.value !== null).length;

/** A cable: hands bytes on in pieces of random size, checks what goes the other way, can be pulled. */
function cable(inner: DeviceTransport, driver: string, seed: number) {
  const random = seeded(seed);
  const state: { pull: () => void; isOut: boolean; opened: number } = {
    pull: () => undefined,
    isOut: false,
    opened: 0,
  };
  const refused: Uint8Array[] = [];
  const transport: DeviceTransport = {
    label: inner.label,
    async open(line, sink) {
      if (state.isOut) throw transportError("TRANSPORT_LOST", "The cable is out.");
      state.opened += 1;
      const open = await inner.open(line, {
        ...sink,
        bytes(bytes) {
          for (let start = 0; start < bytes.length;) {
            const end = start + 1 + Math.floor(random() * 40);
            sink.bytes(bytes.subarray(start, end));
            start = end;
          }
        },
      });
      state.pull = () => {
        state.isOut = true;
        void open.close();
        sink.closed(transportError("TRANSPORT_LOST", "The cable is out."));
      };
      return {
        ...open,
        async write(bytes) {
          if (!canSend(driver, bytes)) refused.push(bytes);
          await open.write(bytes);
        },
      };
    },
  };
  return { transport, state, refused };
}

function listen(name: string, { clock = createFastClock(SPEED), seed = 1 } = {}) {
  const device = findSimulator(name);
  const { transport, state, refused } = cable(
    simulatedTransport(device, { model: createPatient(seed), clock }),
    device.driver.name,
    seed,
  );
  const heard: Heard = { events: [], states: [] };
  const session = pump({
    transport,
    driver: device.driver,
    clock,
    ...(device.line === undefined ? {} : { line: device.line }),
    onEvents: (events) => heard.events.push(...events),
    onLink: (link) => heard.states.push(link.state),
  });
  return { session, heard, state, refused };
}

describe("pump", { concurrency: true }, () => {
  for (const { name } of SIMULATORS) {
    it(`reads the simulated ${name} in pieces of any size and sends nothing but what is allowed`, async () => {
      const { session, heard, refused } = listen(name);
      await until(
        () => validValues(heard) >= 3 && session.counters.good >= 1,
        () => `${name}: ${JSON.stringify([session.link, session.counters])}`,
      );
      assert.equal(session.counters.bad, 0);
      assert.deepEqual(refused, []);
      assert.equal(session.link.state, "receiving");
      await session.stop();
      assert.deepEqual(refused, [], "the goodbye too");
      assert.equal(session.link.state, "stopped");
    });
  }

  for (const name of ["medibus", "intellivue", "nonin"]) {
    it(`goes on with the session of ${name} when the cable was out and is in again`, async () => {
      const { session, heard, state } = listen(name);
      const why = (): string => JSON.stringify([name, session.link, session.counters, heard.states]);
      await until(() => validValues(heard) >= 3, why);
      state.pull();
      assert.equal(session.link.state, "lost");
      const before = { values: validValues(heard), bytes: session.counters.bytes };
      assert.equal(session.counters.lineErrors, 1);
      await new Promise((resolve) => setTimeout(resolve, 150));
      assert.equal(validValues(heard), before.values);
      state.isOut = false;
      await until(() => validValues(heard) >= before.values + 3, why);
      assert.equal(state.opened, 2);
      assert.ok(session.counters.bytes > before.bytes, "the counters are those of one session");
      await session.stop();
    });
  }

  it("gives every value of software as a demonstration's, even after a line that does not say so, and no other", async () => {
    const clock = createFastClock(SPEED);
    const device = findSimulator("nonin");
    const software = simulatedTransport(device, { clock });
    for (const [says, expected] of [
      [[true, false], ["demo"]],
      [[false, false], [undefined]],
    ] as const) {
      const heard: Heard = { events: [], states: [] };
      const qualities = (): readonly unknown[] =>
        heard.events.flatMap((e) => (e.kind === "numeric" || e.kind === "wave" ? [e.quality] : []));
      let lose = (): void => undefined;
      let opened = 0;
      const session = pump({
        transport: {
          label: "Cable",
          async open(line, sink) {
            const { isSimulated: _said, ...open } = await software.open(line, sink);
            lose = () => {
              void open.close();
              sink.closed(transportError("TRANSPORT_LOST", "The cable is out."));
            };
            return says[opened++] === true ? { ...open, isSimulated: true } : open;
          },
        },
        driver: device.driver,
        clock,
        onEvents: (events) => heard.events.push(...events),
      });
      await until(
        () => validValues(heard) >= 3,
        () => "the first line",
      );
      lose();
      const before = validValues(heard);
      await until(
        () => validValues(heard) >= before + 3,
        () => "the second line",
      );
      assert.equal(session.isSimulated, says[0]);
      assert.deepEqual([...new Set(qualities())], expected);
      await session.stop();
    }
  });

  it("keeps two instruments of one kind apart", async () => {
    const clock = createFastClock(SPEED);
    const both = [listen("nonin", { clock, seed: 1 }), listen("nonin", { clock, seed: 5 })];
    await until(
      () => both.every(({ heard }) => validValues(heard) >= 6),
      () => "two oximeters",
    );
    const rates = both.map(({ heard: { events } }) =>
      events.flatMap((e) =>
        e.kind === "numeric" && e.code.loinc === "8889-8" && e.value !== null ? [e.value] : [],
      ),
    );
    await Promise.all(both.map(({ session }) => session.stop()));
    assert.notEqual(rates[0]?.[0], rates[1]?.[0]);
  });

  it("says that the speed is wrong, and to what it might be set", async () => {
    const random = seeded(7);
    // As a UART sees another speed: bytes without a meaning.
    const noise = Uint8Array.from({ length: 4_000 }, () => 0x20 + Math.floor(random() * 0x40));
    const session = playTo("medibus", noise);
    await until(
      () => session.link.state === "unreadable",
      () => JSON.stringify(session.link),
    );
    assert.match(session.link.text, /19200 baud, 8E1/);
    assert.match(session.link.hints.join(), /9600 baud, 8E1/);
    await session.stop();
  });

  it("names the instrument whose bytes these are", async () => {
    const { create } = findSimulator("masimo");
    const bytes = create({ startedAt: 0, model: createPatient() }).advance(60_000);
    const session = playTo("nonin", bytes);
    await until(
      () => session.link.other !== undefined,
      () => JSON.stringify(session.link),
    );
    assert.equal(session.link.other, "masimo");
    await session.stop();
  });

  it("says when an instrument falls silent", async () => {
    const session = playTo("nonin", new Uint8Array());
    await until(
      () => session.link.state === "silent",
      () => JSON.stringify(session.link),
    );
    await session.stop();
  });

  it("follows a clock that is set forward, never goes back, and says both once", async () => {
    const real = createFastClock(SPEED);
    const jump = { ms: 0 };
    const clock: SessionClock = { ...real, now: () => real.now() + jump.ms };
    const { session, heard } = listen("nonin", { clock });
    const jumps = (): DeviceEvent[] =>
      heard.events.filter((e) => e.kind === "status" && e.id === "clock-jump");
    await until(
      () => validValues(heard) > 0,
      () => "values",
    );
    jump.ms = 3_600_000;
    await until(
      () => jumps().length === 1,
      () => "forward",
    );
    jump.ms = 0;
    await until(
      () => jumps().length === 2,
      () => "back",
    );
    const count = validValues(heard);
    await until(
      () => validValues(heard) > count + 3,
      () => "values afterwards",
    );
    const times = heard.events.flatMap((e) => (e.kind === "numeric" ? [e.at.receivedAt] : []));
    assert.deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
    assert.equal(jumps().length, 2);
    await session.stop();
  });

  it("does not try again where that is of no use", async () => {
    const transport: DeviceTransport = {
      label: "none",
      open: async () => Promise.reject(new TypeError("7E2")),
    };
    const session = pump({ transport, driver: findDriver("nonin"), onEvents: () => undefined });
    await until(
      () => session.link.state === "failed",
      () => session.link.state,
    );
    await session.stop();
  });
});

/** Plays bytes to a driver as fast as they would come at 9600 baud. */
function playTo(driver: string, bytes: Uint8Array): Pump {
  const clock = createFastClock(2 * SPEED);
  const transport = replayTransport(atLineRate(bytes, 9_600), { clock, onEnd: () => undefined });
  return pump({ transport, driver: findDriver(driver), clock, onEvents: () => undefined });
}

describe("canSend", () => {
  const text = (value: string): Uint8Array => Uint8Array.from(value, (letter) => letter.charCodeAt(0));
  for (const [driver, bytes] of [
    ["nonin", text("*")],
    ["nobody", text("D")],
    ["constructor", text("D")],
    ["bis", text("DD")],
    ["bcc", text("\x0100035\x021/1/1>PUMP:START\x0300000\x04")],
    ["medibus", text("\x1b(11:11:1911-NOV-93E6\r")],
    ["capnostream", Uint8Array.of(0x85, 1, 0x0b, 0x0a)],
    ["cms50", Uint8Array.of(0x7d, 0x81, 0xa3, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80)],
    ["bm58", Uint8Array.of(0xa5)],
    ["hl7", text("\x0bMSH|^~\\&|\rMSA|AA|1\rOBX|1\r\x1c\r")],
    ["dri", Uint8Array.of(0x7e, 1, 2, 3, 0x7e)],
    ["intellivue", Uint8Array.of(0xc0, 0x11, 1, 0, 1, 0xff, 0, 0, 0xc1)],
  ] as const) {
    it(`lets ${driver} not be sent ${JSON.stringify(String.fromCharCode(...bytes))}`, () => {
      assert.equal(canSend(driver, bytes), false);
    });
  }
});
