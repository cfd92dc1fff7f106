import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LineSettings } from "../contract.ts";
import type { TransportSink } from "./contract.ts";
import { type SerialOpenOptions, type SerialPortLike, webSerialTransport } from "./webSerialTransport.ts";

const LINE: LineSettings = {
  baudRate: 19_200,
  dataBits: 8,
  stopBits: 1,
  parity: "even",
  flowControl: "none",
};

/** A port as the standard describes it: after an error of the line `readable` is a new stream. */
class FakePort implements SerialPortLike {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  opened: SerialOpenOptions | undefined;
  signals: unknown;
  written: number[] = [];
  isOpen = false;
  private source: ReadableStreamDefaultController<Uint8Array> | undefined;

  async open(options: SerialOpenOptions): Promise<void> {
    if (this.isOpen) throw new DOMException("open", "InvalidStateError");
    this.isOpen = true;
    this.opened = options;
    this.renew();
    this.writable = new WritableStream({ write: (bytes) => void this.written.push(...bytes) });
  }
  async close(): Promise<void> {
    if (this.readable?.locked === true || this.writable?.locked === true) throw new TypeError("locked");
    this.isOpen = false;
    this.readable = this.writable = null;
  }
  async setSignals(signals: unknown): Promise<void> {
    this.signals = signals;
  }
  send(...bytes: number[]): void {
    this.source?.enqueue(Uint8Array.from(bytes));
  }
  fail(name: string): void {
    this.source?.error(new DOMException("line", name));
    if (name === "NetworkError") this.readable = null;
    else this.renew();
  }
  private renew(): void {
    this.readable = new ReadableStream({ start: (controller) => void (this.source = controller) });
  }
}

function recorder() {
  const log: string[] = [];
  const sink: TransportSink = {
    bytes: (bytes) => void log.push([...bytes].join(" ")),
    lineError: (kind) => void log.push(kind),
    closed: ({ code }) => void log.push(code),
  };
  return { log, sink };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("webSerialTransport", () => {
  it("opens as the driver wants it, with a buffer for busy pages, and asserts the signals", async () => {
    const port = new FakePort();
    const line = await webSerialTransport(port).open(LINE, recorder().sink);
    assert.deepEqual(port.opened, { ...LINE, bufferSize: 16_384 });
    assert.deepEqual(port.signals, { dataTerminalReady: true, requestToSend: true });
    await line.write(Uint8Array.of(1, 2));
    assert.deepEqual(port.written, [1, 2]);
    await line.close();
    await line.close();
    assert.equal(port.isOpen, false);
  });

  for (const [name, kind] of [
    ["ParityError", "parity"],
    ["FramingError", "framing"],
    ["BreakError", "break"],
    ["BufferOverrunError", "overrun"],
  ] as const) {
    it(`reads on in the new stream after a ${name}`, async () => {
      const port = new FakePort();
      const { log, sink } = recorder();
      const line = await webSerialTransport(port).open(LINE, sink);
      port.send(1);
      await settle();
      port.fail(name);
      await settle();
      port.send(2);
      await settle();
      assert.deepEqual(log, ["1", kind, "2"]);
      await line.close();
    });
  }

  it("says that the cable is out, and can be opened again", async () => {
    const port = new FakePort();
    const { log, sink } = recorder();
    const transport = webSerialTransport(port);
    await transport.open(LINE, sink);
    port.fail("NetworkError");
    await settle();
    assert.deepEqual(log, ["TRANSPORT_LOST"]);
    const line = await transport.open(LINE, sink);
    port.send(7);
    await settle();
    assert.deepEqual(log, ["TRANSPORT_LOST", "7"]);
    await line.close();
  });

  it("says that another program has the port", async () => {
    const port = new FakePort();
    port.isOpen = true;
    await assert.rejects(webSerialTransport(port).open(LINE, recorder().sink), {
      code: "TRANSPORT_BUSY",
      retryable: true,
    });
  });
});
