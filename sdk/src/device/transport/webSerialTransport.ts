import type { LineErrorKind, LineSettings } from "../contract.ts";
import type { DeviceTransport, OpenLine, TransportSink } from "./contract.ts";
import { openError, transportError } from "./errors.ts";

/** What is used of a `SerialPort`: that of Web Serial, or of web-serial-polyfill, which has neither signals' answers nor flow control. */
export interface SerialPortLike {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: SerialOpenOptions): Promise<void>;
  close(): Promise<void>;
  setSignals?(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void>;
}

export interface SerialOpenOptions {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly stopBits: 1 | 2;
  readonly parity: "none" | "even" | "odd";
  readonly flowControl: "none" | "hardware";
  readonly bufferSize: number;
}

/** The standard's 255 bytes are 22 ms at 115 200 baud; a busy page needs more. */
const BUFFER_BYTES = 16_384;
/** A port that fails so often without a byte between is gone, whatever it says. */
const FAILURES_IN_A_ROW = 20;

const LINE_ERRORS: Readonly<Record<string, Exclude<LineErrorKind, "unplugged">>> = {
  ParityError: "parity",
  FramingError: "framing",
  BreakError: "break",
  BufferOverrunError: "overrun",
};

/** A port of Web Serial. Its line errors are not fatal: a new stream takes the place of the one that failed, and reading goes on. */
export function webSerialTransport(port: SerialPortLike): DeviceTransport {
  return {
    label: "Web Serial",
    async open(line, sink) {
      if (line === undefined) throw openError(new TypeError("a serial port needs settings"));
      const { signals, ...settings } = line;
      try {
        await port.open({ ...settings, bufferSize: BUFFER_BYTES });
      } catch (thrown) {
        throw openError(thrown);
      }
      await assertSignals(port, signals);
      return readAndWrite(port, sink);
    },
  };
}

/** Not every adapter has these lines; one without is used as it is. */
async function assertSignals(port: SerialPortLike, signals: LineSettings["signals"]): Promise<void> {
  // Adapters that live on the lines' current need both, and no instrument here minds them.
  const wanted = signals ?? { dataTerminalReady: true, requestToSend: true };
  await port.setSignals?.(wanted).catch(() => undefined);
}

function readAndWrite(port: SerialPortLike, sink: TransportSink): OpenLine {
  const state = { isClosing: false };
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  async function read(): Promise<void> {
    let failures = 0;
    while (!state.isClosing && port.readable !== null && failures < FAILURES_IN_A_ROW) {
      reader = port.readable.getReader();
      try {
        for (;;) {
          // oxlint-disable-next-line no-await-in-loop -- bytes come one after the other
          const { done, value } = await reader.read();
          if (done) break;
          failures = 0;
          if (!state.isClosing) sink.bytes(value);
        }
        failures += 1;
      } catch (thrown) {
        failures += 1;
        const kind = LINE_ERRORS[thrown instanceof Error ? thrown.name : ""];
        if (kind !== undefined && !state.isClosing) sink.lineError(kind);
        // The polyfill rejects with texts; its stream is a new one where the adapter is still there.
        else if (kind === undefined && typeof thrown !== "string") break;
      } finally {
        reader.releaseLock();
      }
    }
    if (state.isClosing) return;
    state.isClosing = true;
    await port.close().catch(() => undefined);
    sink.closed(transportError("TRANSPORT_LOST", "The serial port is gone."));
  }

  const reading = read();
  return {
    async write(bytes) {
      const writer = port.writable?.getWriter();
      if (writer === undefined) throw transportError("TRANSPORT_LOST", "The serial port is gone.");
      try {
        await writer.write(bytes);
      } finally {
        writer.releaseLock();
      }
    },
    async close() {
      if (state.isClosing) return await reading;
      state.isClosing = true;
      await reader?.cancel().catch(() => undefined);
      await reading;
      await port.close().catch(() => undefined);
    },
  };
}
