import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { MedLatticeError } from "../../errors/index.ts";
import type { DeviceEvent } from "../contract.ts";
import { findDriver } from "../drivers.ts";
import { findSimulator, simulatedTransport } from "../simulate/index.ts";
import { createFastClock } from "./clock.ts";
import { polyfilledSerial } from "./polyfilledSerial.ts";
import { pump } from "./pump.ts";
import { webSerialTransport } from "./webSerialTransport.ts";

const PATIENCE_MS = 10_000;

interface ControlTransfer {
  readonly request: number;
  readonly value: number;
}

/** A CDC-ACM adapter as WebUSB shows it (USB CDC 1.2: interfaces of classes 2 and 10), with a simulated instrument behind it. */
class FakeAdapter {
  opened = false;
  configuration: object | null = null;
  readonly vendorId = 0x1234;
  readonly productId = 1;
  readonly configurations = [
    {
      interfaces: [
        { interfaceNumber: 0, alternates: [{ interfaceClass: 2, endpoints: [] }] },
        {
          interfaceNumber: 1,
          alternates: [
            {
              interfaceClass: 10,
              endpoints: [
                { endpointNumber: 1, direction: "in", packetSize: 64 },
                { endpointNumber: 2, direction: "out", packetSize: 64 },
              ],
            },
          ],
        },
      ],
    },
  ];
  readonly control: [request: number, value: number, data: number[]][] = [];
  readonly claimed: number[] = [];
  hear: (bytes: Uint8Array) => void = () => undefined;
  private waiting: { done: (result: object) => void; fail: (reason: Error) => void } | undefined;
  private readonly queue: Uint8Array[] = [];

  async open(): Promise<void> {
    this.opened = true;
  }
  async close(): Promise<void> {
    this.opened = false;
    this.waiting?.fail(new DOMException("closed", "AbortError"));
    this.waiting = undefined;
  }
  async selectConfiguration(): Promise<void> {
    this.configuration = {};
  }
  async claimInterface(number: number): Promise<void> {
    this.claimed.push(number);
  }
  async controlTransferOut({ request, value }: ControlTransfer, data?: ArrayBuffer): Promise<object> {
    this.control.push([request, value, [...new Uint8Array(data ?? new ArrayBuffer(0))]]);
    return { status: "ok" };
  }
  async transferOut(_endpoint: number, data: Uint8Array): Promise<object> {
    this.hear(Uint8Array.from(data));
    return { status: "ok" };
  }
  transferIn(): Promise<object> {
    if (!this.opened) return Promise.reject(new DOMException("gone", "NotFoundError"));
    return new Promise((done, fail) => {
      this.waiting = { done, fail };
      this.pass();
    });
  }
  send(bytes: Uint8Array): void {
    this.queue.push(bytes);
    this.pass();
  }
  unplug(): void {
    this.opened = false;
    this.waiting?.fail(new DOMException("gone", "NetworkError"));
    this.waiting = undefined;
  }
  private pass(): void {
    const bytes = this.waiting === undefined ? undefined : this.queue.shift();
    if (bytes === undefined) return;
    const { done } = this.waiting ?? { done: () => undefined };
    this.waiting = undefined;
    done({ status: "ok", data: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) });
  }
}

function browserWith(members: Readonly<Record<string, unknown>>): void {
  for (const name of ["serial", "usb"]) {
    Object.defineProperty(navigator, name, { configurable: true, value: members[name] });
  }
}
afterEach(() => browserWith({}));

async function until(isTrue: () => boolean, why: () => string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isTrue()) {
    if (performance.now() > end) assert.fail(why());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function adapterWith(name: string) {
  const clock = createFastClock(8);
  const adapter = new FakeAdapter();
  const line = await simulatedTransport(findSimulator(name), { clock }).open(undefined, {
    bytes: (bytes) => adapter.send(bytes),
    lineError: () => undefined,
    closed: () => undefined,
  });
  adapter.hear = (bytes) => void line.write(bytes);
  const usb = { getDevices: async () => [adapter], requestDevice: async () => adapter };
  return { adapter, clock, line, usb };
}

describe("polyfilledSerial", () => {
  it("is the browser's own where it has one", async () => {
    const serial = { getPorts: async () => [], requestPort: async () => assert.fail() };
    browserWith({ serial, usb: {} });
    assert.equal(await polyfilledSerial(), serial);
  });

  it("is none where the browser has neither", async () => {
    assert.equal(await polyfilledSerial(), undefined);
  });

  it("reads an instrument at a CDC-ACM adapter over WebUSB, answers it, and says when it is pulled", async () => {
    const { adapter, clock, line, usb } = await adapterWith("capnostream");
    browserWith({ usb });
    const serial = (await polyfilledSerial()) ?? assert.fail("there is WebUSB");
    assert.equal((await serial.getPorts()).length, 1);
    const events: DeviceEvent[] = [];
    const session = pump({
      transport: webSerialTransport(await serial.requestPort()),
      driver: findDriver("capnostream"),
      clock,
      onEvents: (some) => events.push(...some),
    });
    await until(
      () => events.filter((e) => e.kind === "numeric" && e.value !== null).length >= 3,
      () => JSON.stringify([session.link, session.counters]),
    );
    assert.equal(session.counters.bad, 0);
    assert.deepEqual(adapter.claimed, [0, 1]);
    // SET_LINE_CODING 115200 8N1, then DTR, then DTR and RTS.
    assert.deepEqual(adapter.control.slice(0, 3), [
      [0x20, 0, [0, 194, 1, 0, 0, 0, 8]],
      [0x22, 1, []],
      [0x22, 3, []],
    ]);
    adapter.unplug();
    await until(
      () => session.link.state === "lost",
      () => JSON.stringify(session.link),
    );
    await session.stop();
    await line.close();
  });

  it("closes the adapter with the session", async () => {
    const { adapter, clock, line, usb } = await adapterWith("nonin");
    browserWith({ usb });
    const [port] = (await (await polyfilledSerial())?.getPorts()) ?? [];
    const session = pump({
      transport: webSerialTransport(port ?? assert.fail()),
      driver: findDriver("nonin"),
      clock,
      onEvents: () => undefined,
    });
    await until(
      () => session.counters.good > 5,
      () => JSON.stringify(session.link),
    );
    await session.stop();
    await until(
      () => !adapter.opened,
      () => "the adapter is open",
    );
    await line.close();
  });

  it("does not open what needs a handshake that it cannot keep", async () => {
    const { adapter, line, usb } = await adapterWith("dri");
    browserWith({ usb });
    const [port] = (await (await polyfilledSerial())?.getPorts()) ?? [];
    const sink = { bytes: () => undefined, lineError: () => undefined, closed: () => undefined };
    await assert.rejects(
      webSerialTransport(port ?? assert.fail()).open(findSimulator("dri").line, sink),
      (error) => error instanceof MedLatticeError && error.code === "TRANSPORT_SETTINGS",
    );
    assert.equal(adapter.opened, false);
    await line.close();
  });
});
