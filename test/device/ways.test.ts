import assert from "node:assert/strict";
import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { after, describe, it } from "node:test";
import { type DeviceEvent, findDriver } from "@medlattice/sdk/device";
import { createPatient, findSimulator, simulatedTransport } from "@medlattice/sdk/device/simulate";
import {
  createFastClock,
  DATAGRAMS,
  type DeviceTransport,
  pump,
  type SessionClock,
} from "@medlattice/sdk/device/transport";
import { MedLatticeError } from "@medlattice/sdk/errors";
import {
  listenTransport,
  openPty,
  serialTransport,
  servePty,
  udpTransport,
} from "@medlattice/sdk/node/device";
import { findFreePorts } from "../../network/src/stack/ports.ts";
import { until } from "./until.ts";

const LINE = { baudRate: 9600, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" } as const;
const noPty = await openPty().then(
  (pty) => {
    pty.close();
    return false as const;
  },
  () => "this machine offers no serial port in software",
);

function listen(name: string, transport: DeviceTransport, clock: SessionClock) {
  const events: DeviceEvent[] = [];
  const device = findSimulator(name);
  const session = pump({
    transport,
    driver: device.driver,
    clock,
    ...(device.line === undefined ? {} : { line: device.line }),
    onEvents: (some) => events.push(...some),
  });
  const values = (): number => events.filter((e) => e.kind === "numeric" && e.value !== null).length;
  const why = (): string => JSON.stringify([session.link, session.counters]);
  return { session, events, values, why };
}

const isCode = (code: string) => (error: unknown) => error instanceof MedLatticeError && error.code === code;
const silent = { bytes: () => undefined, lineError: () => undefined, closed: () => undefined };

describe("a serial port without a browser", { skip: noPty }, () => {
  // A terminal in software has no parity: MEDIBUS' own settings could not be had.
  for (const name of ["nonin", "capnostream", "intellivue"]) {
    it(`brings ${name} to its driver, and what the driver sends to it`, async () => {
      const clock = createFastClock(8);
      const served = await servePty(simulatedTransport(findSimulator(name), { clock }));
      const { session, values, why } = listen(name, serialTransport(served.address), clock);
      await until(() => values() >= 3, why);
      assert.deepEqual([session.counters.bad, session.counters.lineErrors], [0, 0]);
      await session.stop();
      await served.close();
    });
  }

  it("passes every byte on as it is, the terminal's marks too", async () => {
    const pty = await openPty();
    const heard: number[] = [];
    const line = await serialTransport(pty.path).open(LINE, {
      ...silent,
      bytes: (some) => heard.push(...some),
    });
    const all = Uint8Array.from({ length: 512 }, (_, index) => index & 0xff);
    pty.input.write(all);
    await until(
      () => heard.length >= all.length,
      () => `${heard.length} bytes`,
    );
    assert.deepEqual(heard, [...all]);
    const sent: number[] = [];
    pty.output.on("data", (bytes: Buffer) => sent.push(...bytes));
    await line.write(all);
    await until(
      () => sent.length >= all.length,
      () => `${sent.length} bytes`,
    );
    assert.deepEqual(sent, [...all]);
    await line.close();
    pty.close();
  });

  it("says when the cable is pulled, and goes on with the session at another", async () => {
    const clock = createFastClock(8);
    const first = await servePty(simulatedTransport(findSimulator("nonin"), { clock }));
    let path = first.address;
    const moved: DeviceTransport = {
      label: "Serial port",
      open: (line, sink) => serialTransport(path).open(line, sink),
    };
    const { session, values, why } = listen("nonin", moved, clock);
    await until(() => values() >= 3, why);
    await first.close();
    await until(() => session.link.state === "lost", why);
    const before = values();
    const second = await servePty(simulatedTransport(findSimulator("nonin"), { clock }));
    path = second.address;
    await until(() => values() >= before + 3, why);
    assert.equal(session.counters.lineErrors, 1);
    await session.stop();
    await second.close();
  });

  it("has a reader that hangs up let go of the port", async () => {
    const pty = await openPty();
    const line = await serialTransport(pty.path).open(LINE, silent);
    assert.equal(line.isSimulated, true);
    await line.close();
    const again = await serialTransport(pty.path).open(LINE, silent);
    await again.close();
    pty.close();
  });

  it("says when a speed is none", async () => {
    const pty = await openPty();
    const odd = { ...LINE, baudRate: 12_345 };
    await assert.rejects(serialTransport(pty.path).open(odd, silent), isCode("TRANSPORT_SETTINGS"));
    pty.close();
  });
});

describe("a path that is no serial port", () => {
  for (const [what, path, code] of [
    ["nothing", "/dev/ttyNOBODY0", "TRANSPORT_LOST"],
    ["a device that is no terminal", "/dev/null", "TRANSPORT_SETTINGS"],
  ] as const) {
    it(`is told: ${what}`, { skip: process.platform === "win32" && "there is no /dev" }, async () => {
      await assert.rejects(serialTransport(path).open(LINE, silent), isCode(code));
    });
  }

  it("is not opened without settings", async () => {
    await assert.rejects(serialTransport("/dev/null").open(undefined, silent), isCode("TRANSPORT_SETTINGS"));
  });
});

describe("IntelliVue over UDP", () => {
  const codec = DATAGRAMS["intellivue"] ?? assert.fail("no codec");
  const sockets: DatagramSocket[] = [];
  after(() => sockets.forEach((socket) => socket.close()));

  /** The simulator with its frames taken off and put on. */
  async function monitor(clock: SessionClock): Promise<{ readonly port: number; heard: number }> {
    const socket = createSocket("udp4");
    sockets.push(socket);
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    const state = { port: socket.address().port, heard: 0 };
    let host: number | undefined;
    const line = await simulatedTransport(findSimulator("intellivue"), { clock }).open(undefined, {
      ...silent,
      bytes(bytes) {
        for (let start = 0; start < bytes.length;) {
          const end = bytes.indexOf(0xc1, start) + 1;
          const message = codec.fromLine(bytes.subarray(start, end));
          assert.ok(message, "whole frames");
          if (host !== undefined) socket.send(message, host, "127.0.0.1");
          start = end;
        }
      },
    });
    socket.on("message", (datagram, from) => {
      host = from.port;
      state.heard++;
      line.write(codec.toLine(datagram)).catch(() => undefined);
    });
    socket.on("close", () => void line.close());
    return state;
  }

  it("reads values and waves with the driver of the serial line", async () => {
    const clock = createFastClock(8);
    const { port } = await monitor(clock);
    const { session, events, values, why } = listen(
      "intellivue",
      udpTransport({ host: "127.0.0.1", port, codec }),
      clock,
    );
    await until(() => values() >= 3 && events.some(({ kind }) => kind === "wave"), why);
    assert.deepEqual([session.counters.bad, session.counters.skippedBytes], [0, 0]);
    await session.stop();
  });

  it("hears nobody but the monitor", async () => {
    const heard: Uint8Array[] = [];
    const own = createSocket("udp4");
    sockets.push(own);
    own.bind(0, "127.0.0.1");
    await once(own, "listening");
    const transport = udpTransport({ host: "127.0.0.1", port: own.address().port, codec });
    const line = await transport.open(undefined, { ...silent, bytes: (bytes) => heard.push(bytes) });
    const coming = once(own, "message");
    await line.write(codec.toLine(Uint8Array.of(0x0a)));
    const [datagram, from]: [Buffer, { port: number }] = (await coming) as never;
    assert.deepEqual([...datagram], [0x0a], "without its frame");
    const stranger = createSocket("udp4");
    sockets.push(stranger);
    await new Promise((sent) => stranger.send("stranger", from.port, "127.0.0.1", sent));
    own.send(Uint8Array.of(0x0e, 1), from.port, "127.0.0.1");
    await until(
      () => heard.length > 0,
      () => "nothing heard",
    );
    assert.deepEqual(heard, [codec.toLine(Uint8Array.of(0x0e, 1))]);
    await line.write(Uint8Array.of(1, 2, 3));
    await line.close();
  });

  it("says when nobody listens there", async () => {
    const [port = 0] = await findFreePorts(1);
    const reasons: string[] = [];
    const transport = udpTransport({ host: "127.0.0.1", port, codec });
    const line = await transport.open(undefined, { ...silent, closed: ({ code }) => reasons.push(code) });
    await line.write(codec.toLine(Uint8Array.of(0x0d))).catch(() => undefined);
    await until(
      () => reasons.length > 0,
      () => "no refusal",
    );
    assert.deepEqual(reasons, ["TRANSPORT_UNREACHABLE"]);
  });
});

describe("an instrument that connects by itself", () => {
  /** A gateway: connects and talks as the simulator of HL7 does. */
  async function gateway(port: number, clock: SessionClock): Promise<Socket> {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    const line = await simulatedTransport(findSimulator("hl7"), { clock, model: createPatient(3) }).open(
      undefined,
      { ...silent, bytes: (bytes) => void (socket.writable && socket.write(bytes)) },
    );
    socket.on("data", (bytes) => void line.write(bytes));
    socket.on("close", () => void line.close());
    return socket;
  }

  it("is acknowledged, heard again after it hung up, and has its port closed with the session", async () => {
    const clock = createFastClock(8);
    const [port = 0] = await findFreePorts(1);
    const { session, values, why } = listen("hl7", listenTransport({ port, from: "127.0.0.1" }), clock);
    await until(() => session.link.state === "receiving", why);
    const first = await gateway(port, clock);
    await until(() => values() >= 12, why);
    first.destroy();
    await until(() => session.link.state === "lost", why);
    await until(() => session.link.state === "receiving", why);
    const before = values();
    const second = await gateway(port, clock);
    await until(() => values() >= before + 12, why);
    assert.equal(session.counters.bad, 0);
    await session.stop();
    await once(second, "close");
    const refused = connect(port, "127.0.0.1");
    await assert.rejects(once(refused, "connect"), /ECONNREFUSED/);
  });

  const noSecondAddress = process.platform !== "linux" && "this machine has one loopback address only";
  it(
    "is replaced by itself when it connects anew, and by nobody else",
    { skip: noSecondAddress },
    async () => {
      const [port = 0] = await findFreePorts(1);
      const heard: string[] = [];
      const line = await listenTransport({ port, host: "127.0.0.1" }).open(undefined, {
        ...silent,
        bytes: (bytes) => heard.push(Buffer.from(bytes).toString()),
        closed: () => heard.push("closed"),
      });
      const from = async (localAddress: string): Promise<Socket> => {
        const socket = connect({ port, host: "127.0.0.1", localAddress });
        socket.on("error", () => undefined);
        await once(socket, "connect");
        return socket;
      };
      const dead = await from("127.0.0.1");
      const stranger = await from("127.0.0.2");
      await once(stranger.resume(), "close");
      const alive = await from("127.0.0.1");
      await once(dead.resume(), "close");
      alive.write("alive");
      await until(
        () => heard.length > 0,
        () => "nothing heard",
      );
      assert.deepEqual(heard, ["alive"]);
      await line.close();
    },
  );

  it("is sent away when it is not the one expected", async () => {
    const [port = 0] = await findFreePorts(1);
    const line = await listenTransport({ port, from: "127.0.0.9" }).open(undefined, {
      ...silent,
      bytes: () => assert.fail("a stranger was heard"),
    });
    const stranger = connect(port, "127.0.0.1");
    stranger.on("error", () => undefined);
    stranger.on("connect", () => stranger.write("MSH"));
    await once(stranger, "close");
    await line.close();
  });

  it("says when the port is another program's", async () => {
    const [port = 0] = await findFreePorts(1);
    const line = await listenTransport({ port }).open(undefined, silent);
    if (process.platform === "linux") {
      await assert.rejects(once(connect(port, "127.0.0.2"), "connect"), /ECONNREFUSED/);
    }
    await assert.rejects(listenTransport({ port }).open(undefined, silent), isCode("TRANSPORT_BUSY"));
    await line.close();
  });
});

it("IntelliVue's frames come off and go on again, and nothing else does", () => {
  const codec = DATAGRAMS["intellivue"] ?? assert.fail("no codec");
  const data = Uint8Array.from({ length: 300 }, (_, index) => index & 0xff);
  const frame = codec.toLine(data);
  assert.deepEqual(codec.fromLine(frame), data);
  assert.equal(findDriver("intellivue").open({ startedAt: 0 }).push(frame, 0).length, 1);
  for (const at of [0, 5, 40, frame.length - 1]) {
    const hit = Uint8Array.from(frame, (byte, index) => (index === at ? byte ^ 1 : byte));
    assert.equal(codec.fromLine(hit), undefined, `${at}`);
  }
});
