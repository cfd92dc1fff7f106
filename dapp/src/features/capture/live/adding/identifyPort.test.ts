import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { settingsToTry } from "@medlattice/sdk/device";
import { createPatient, findSimulator } from "@medlattice/sdk/device/simulate";
import type { SerialPortLike } from "@medlattice/sdk/device/transport";
import { identifyPort } from "./identifyPort.ts";

const STEP_MS = 100;
const LISTEN_MS = 120;

/** A port with an oximeter at the other end that has spoken for a while; at another speed its bytes are lost. */
function oximeterPort(
  baudRate = 9_600,
): SerialPortLike & { readonly opened: number[]; readonly written: number[] } {
  const opened: number[] = [];
  const written: number[] = [];
  let readable: ReadableStream<Uint8Array> | null = null;
  return {
    opened,
    written,
    get readable() {
      return readable;
    },
    get writable() {
      return new WritableStream<Uint8Array>({ write: (bytes) => void written.push(...bytes) });
    },
    async open(options) {
      opened.push(options.baudRate);
      const simulator = findSimulator("nonin").create({ startedAt: 0, model: createPatient() });
      readable = new ReadableStream({
        start(controller) {
          if (options.baudRate !== baudRate || options.parity !== "none") return;
          for (let now = STEP_MS; now < 4_000; now += STEP_MS) {
            const bytes = simulator.advance(now);
            if (bytes.length > 0) controller.enqueue(bytes);
          }
        },
      });
    },
    async close() {
      readable = null;
    },
  };
}

const options = { signal: new AbortController().signal, onTry: () => undefined, listenMs: LISTEN_MS };

describe("identifyPort", () => {
  it("finds who speaks, and at which setting, without a word of its own", async () => {
    const port = oximeterPort();
    const tried: number[] = [];
    const found = await identifyPort(port, { ...options, onTry: ({ baudRate }) => tried.push(baudRate) });
    assert.equal(found?.driver.name, "nonin");
    assert.equal(found?.line.baudRate, 9_600);
    assert.deepEqual(port.written, []);
    assert.deepEqual(port.opened, tried);
    assert.equal(port.readable, null, "the port is free again");
  });
  it("tries every setting, and gives up", async () => {
    const port = oximeterPort(300);
    assert.equal(await identifyPort(port, { ...options, listenMs: 5 }), null);
    assert.equal(port.opened.length, settingsToTry().length);
  });
  it("stops when it is told to", async () => {
    const control = new AbortController();
    const port = oximeterPort(300);
    const found = await identifyPort(port, {
      ...options,
      signal: control.signal,
      onTry: () => control.abort(),
    });
    assert.equal(found, null);
    assert.equal(port.opened.length, 1);
  });
});
