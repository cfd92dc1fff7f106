import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { ReadStream } from "node:tty";
import { fileURLToPath } from "node:url";
import { type DeviceEvent, findDriver } from "@medlattice/sdk/device";
import { createPatient, SIMULATORS, simulatedTransport } from "@medlattice/sdk/device/simulate";
import {
  bridgeTransport,
  createFastClock,
  type DeviceTransport,
  pump,
} from "@medlattice/sdk/device/transport";
import { openPty, servePty, serveTcp, tcpTransport } from "@medlattice/sdk/node/device";
import { until } from "./until.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const noPty = await openPty().then(
  (pty) => {
    pty.close();
    return false as const;
  },
  () => "this machine offers no serial port in software",
);

describe("simulated instruments over TCP", { concurrency: true }, () => {
  for (const device of SIMULATORS) {
    it(`${device.name} is read by its driver`, async (t) => {
      const clock = createFastClock(8);
      const served = await serveTcp(simulatedTransport(device, { model: createPatient(3), clock }));
      t.after(async () => await served.close());
      const port = Number(served.address.split(":")[1]);
      const events: DeviceEvent[] = [];
      const session = pump({
        transport: tcpTransport({ host: "127.0.0.1", port }),
        driver: device.driver,
        clock,
        ...(device.line === undefined ? {} : { line: device.line }),
        onEvents: (some) => events.push(...some),
      });
      const values = (): number => events.filter((e) => e.kind === "numeric" && e.value !== null).length;
      await until(
        () => values() >= 3,
        () => JSON.stringify([session.link, session.counters]),
      );
      assert.equal(session.counters.bad, 0);
      await session.stop();
    });
  }

  it("lets one reader in at a time", async (t) => {
    const [device] = SIMULATORS;
    assert.ok(device);
    const served = await serveTcp(simulatedTransport(device));
    t.after(async () => await served.close());
    const transport = tcpTransport({ host: "127.0.0.1", port: Number(served.address.split(":")[1]) });
    const closed: string[] = [];
    const sink = { bytes: () => undefined, lineError: () => undefined };
    const first = await transport.open(undefined, { ...sink, closed: () => void closed.push("first") });
    await transport.open(undefined, { ...sink, closed: () => void closed.push("second") });
    await until(
      () => closed.length > 0,
      () => "nobody was refused",
    );
    assert.deepEqual(closed, ["second"]);
    await first.close();
  });
});

describe("a simulated instrument at a serial port", { skip: noPty }, () => {
  for (const name of ["nonin", "ivy450c"]) {
    it(`${name} is read through the terminal, byte for byte`, async (t) => {
      const device = SIMULATORS.find((each) => each.name === name);
      assert.ok(device);
      const served = await servePty(simulatedTransport(device, { clock: createFastClock(8) }));
      t.after(async () => await served.close());
      const flags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;
      const terminal = new ReadStream(openSync(served.address, flags));
      const session = findDriver(name).open({ startedAt: 0 });
      terminal.on("data", (bytes: Buffer) => void session.push(bytes, 0));
      terminal.on("error", () => undefined);
      t.after(() => terminal.destroy());
      await until(
        () => session.counters.good >= 3,
        () => JSON.stringify(session.counters),
      );
      assert.equal(session.counters.bad, 0);
    });
  }
});

describe("medlattice simulate and bridge", () => {
  const children: ChildProcess[] = [];
  after(() => children.forEach((child) => child.kill()));

  /** @returns what stands for `pattern` in what the command said, once it waits for Ctrl-C */
  async function started(args: readonly string[], pattern: RegExp) {
    const child = spawn(process.execPath, ["scripts/cli/main.ts", ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let said = "";
    child.stderr.on("data", (text: Buffer) => (said += text.toString()));
    await until(
      () => /until ctrl-c/i.test(said),
      () => said,
      undefined,
      20_000,
    );
    return { child, found: pattern.exec(said)?.[0] ?? assert.fail(said) };
  }

  async function isRead(driver: string, transport: DeviceTransport): Promise<boolean> {
    let values = 0;
    const session = pump({
      transport,
      driver: findDriver(driver),
      onEvents: (events) => (values += events.filter((e) => e.kind === "numeric" && e.value !== null).length),
    });
    await until(
      () => values >= 3,
      () => JSON.stringify(session.link),
    );
    await session.stop();
    return session.isSimulated;
  }

  async function interrupted(child: ChildProcess): Promise<void> {
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
  }

  it("say where the instrument is, serve it, and end with Ctrl-C", async () => {
    const { child, found } = await started(
      ["simulate", "masimo", "--tcp", "--speed", "8"],
      /127\.0\.0\.1:\d+/,
    );
    await isRead("masimo", tcpTransport({ host: "127.0.0.1", port: Number(found.split(":")[1]) }));
    await interrupted(child);
  });

  it("serve it behind a bridge, as software", async () => {
    const { child, found } = await started(
      ["simulate", "nonin", "--ws", "--speed", "8"],
      /ws:\/\/127\.0\.0\.1:\d+\/nonin\?token=\w+/,
    );
    assert.equal(await isRead("nonin", bridgeTransport(found)), true);
    await interrupted(child);
  });

  it("bring a serial port to a page, at the same address every time", { skip: noPty }, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "medlattice-bridge-"));
    const device = SIMULATORS.find(({ name }) => name === "nonin") ?? assert.fail();
    const served = await servePty(simulatedTransport(device));
    t.after(async () => {
      await served.close();
      await rm(folder, { recursive: true });
    });
    const args = ["bridge", `nonin.left=serial:${served.address}`, "--origin", "https://records.example"];
    const all = [...args, "--token-file", join(folder, "token")];
    const pattern = /(?<=nonin\.left is at )\S+/;
    const first = await started(all, pattern);
    // A terminal in software is no instrument, and the bridge passes on that it is not.
    assert.equal(await isRead("nonin", bridgeTransport(first.found)), true);
    await interrupted(first.child);
    const again = await started(all, pattern);
    assert.equal(new URL(again.found).search, new URL(first.found).search);
    await interrupted(again.child);
  });
});
