import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DRIVERS, findDriver } from "../../drivers.ts";
import type { LineSettings } from "../../contract.ts";
import { settingsToTry } from "../../identify.ts";
import { seeded } from "../../framing/trial.ts";
import { findSimulator, simulatedTransport, SIMULATORS } from "../../simulate/index.ts";
import { canSend } from "../canSend.ts";
import { createFastClock } from "../clock.ts";
import type { DeviceTransport } from "../contract.ts";
import { MedLatticeError } from "../../../errors/index.ts";
import { openError, transportError } from "../errors.ts";
import { findInstrument } from "./findInstrument.ts";

const SPEED = 20;

/** An instrument whose line is set in one way: at any other its bytes come garbled, with errors, and it understands nothing. */
function port(name: string, line?: LineSettings) {
  const clock = createFastClock(SPEED);
  const device = findSimulator(name);
  const right = JSON.stringify(line ?? device.line);
  const inner = simulatedTransport(device, { clock });
  const random = seeded(7);
  const state = { opened: 0, open: 0, sent: [] as Uint8Array[] };
  const transport: DeviceTransport = {
    label: "Port",
    async open(wanted, sink) {
      assert.equal(state.open, 0, "one line at a time");
      state.opened++;
      state.open++;
      const isRight = JSON.stringify(wanted) === right;
      const opened = await inner.open(wanted, {
        ...sink,
        bytes(bytes) {
          if (isRight) return sink.bytes(bytes);
          sink.bytes(bytes.map(() => Math.floor(random() * 256)));
          return sink.lineError("framing");
        },
      });
      return {
        ...opened,
        async write(bytes) {
          state.sent.push(bytes);
          if (isRight) await opened.write(bytes);
        },
        async close() {
          state.open--;
          await opened.close();
        },
      };
    },
  };
  return { transport, state, clock };
}

describe("findInstrument", { concurrency: true }, () => {
  for (const name of ["nonin", "nonin-7", "masimo", "ivy450c", "cms50-old", "medibus"]) {
    it(`finds ${name}, which speaks by itself, and how its line is set`, async () => {
      const { driver, line } = findSimulator(name);
      const { transport, state, clock } = port(name);
      const finding = await findInstrument(transport, { clock });
      assert.deepEqual(
        [finding.certainty, finding.driver?.name, finding.line],
        ["certain", driver.name, line],
        JSON.stringify(finding.attempts),
      );
      assert.equal(state.open, 0);
      for (const bytes of state.sent) assert.ok(canSend(driver.name, bytes));
    });
  }

  for (const { name, driver, line } of SIMULATORS) {
    if (line === undefined || ["tanita"].includes(name)) continue;
    it(`finds ${name} where it may ask`, async () => {
      const { transport, state, clock } = port(name);
      const finding = await findInstrument(transport, { drivers: [driver], asking: [driver], clock });
      assert.notEqual(finding.certainty, "none", JSON.stringify(finding.attempts));
      assert.deepEqual([finding.driver?.name, finding.line], [driver.name, line]);
      for (const bytes of state.sent) assert.ok(canSend(driver.name, bytes));
      assert.equal(state.open, 0);
    });
  }

  it("finds an instrument at a setting that is not its usual one", async () => {
    const [, second] = findDriver("masimo").lines;
    const { transport, clock } = port("masimo", second);
    const { certainty, line, attempts } = await findInstrument(transport, {
      drivers: [findDriver("masimo")],
      clock,
    });
    assert.deepEqual([certainty, line], ["certain", second]);
    assert.deepEqual(
      attempts.map(({ heard }) => heard),
      ["unreadable", "instrument"],
    );
  });

  it("sends nothing where nobody may ask, and says that nothing came, after one setting", async () => {
    const { transport, state, clock } = port("intellivue");
    const told: string[] = [];
    const finding = await findInstrument(transport, { clock, onTry: ({ heard = "…" }) => told.push(heard) });
    assert.deepEqual([finding.certainty, state.opened, state.sent.length], ["none", 1, 0]);
    assert.deepEqual(told, ["…", "nothing"]);
  });

  it("says what it saw where no setting is right, within its time", async () => {
    const odd = { ...findDriver("nonin").lines[0], baudRate: 300 } as LineSettings;
    const { transport, state, clock } = port("nonin", odd);
    const started = clock.elapsed();
    const { certainty, attempts } = await findInstrument(transport, { clock });
    assert.equal(certainty, "none");
    const settings = settingsToTry(DRIVERS).length;
    assert.ok(attempts.length >= settings && state.opened === attempts.length);
    assert.ok(attempts.every(({ bytes, lineErrors }) => bytes > 0 && lineErrors > 0));
    assert.ok(
      attempts.every(({ heard }) => heard !== "instrument"),
      JSON.stringify(attempts),
    );
    assert.ok(clock.elapsed() - started < attempts.length * 15_000);
  });

  it("leaves out what the port cannot be set to", async () => {
    const { transport, clock } = port("masimo", findDriver("masimo").lines[1]);
    const refusing: DeviceTransport = {
      label: "Port",
      async open(line, sink) {
        if (line?.baudRate === 9600) throw openError(new TypeError("no such speed"));
        return transport.open(line, sink);
      },
    };
    const { certainty, attempts } = await findInstrument(refusing, {
      drivers: [findDriver("masimo")],
      clock,
    });
    assert.equal(certainty, "certain");
    assert.deepEqual(
      attempts.map(({ heard }) => heard),
      ["not settable", "instrument"],
    );
  });

  it("ends when the port is another program's", async () => {
    const busy: DeviceTransport = {
      label: "Port",
      open: async () => {
        throw transportError("TRANSPORT_BUSY", "The port could not be opened.");
      },
    };
    await assert.rejects(
      findInstrument(busy),
      (error) => error instanceof MedLatticeError && error.code === "TRANSPORT_BUSY",
    );
  });

  it("ends when it is told to", async () => {
    const { transport, state, clock } = port("intellivue");
    const controller = new AbortController();
    const searching = findInstrument(transport, {
      clock,
      asking: DRIVERS,
      signal: controller.signal,
      onTry: () => controller.abort(),
    });
    assert.equal((await searching).certainty, "none");
    assert.deepEqual([state.opened, state.open], [1, 0]);
  });
});
