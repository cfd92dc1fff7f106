import type { DeviceTransport, OpenLine, TransportSink } from "@medlattice/sdk/device/transport";
import { type EngineFault, toMedLatticeError } from "../../engine/errors.ts";
import type { ToPage, ToRecorder } from "../portMessages.ts";

interface Line {
  readonly sink: TransportSink;
  readonly opened: PromiseWithResolvers<OpenLine>;
  readonly writes: Map<number, PromiseWithResolvers<void>>;
  readonly released: PromiseWithResolvers<void>;
}

/** Longer than any port takes to close; a page that has gone never answers. */
const RELEASE_MS = 2_000;

/** A transport that the page lends (`serveTransport`). @param label of the transport there */
export function portTransport(port: MessagePort, label: string): DeviceTransport {
  const lines = new Map<number, Line>();
  let count = 0;
  let writes = 0;
  const ask = (message: ToPage): void => port.postMessage(message);

  function end(number: number, fault: EngineFault): Line | undefined {
    const line = lines.get(number);
    lines.delete(number);
    for (const { reject } of line?.writes.values() ?? []) reject(toMedLatticeError(fault));
    return line;
  }

  function openLine(number: number, line: Line, isSimulated: boolean): OpenLine {
    return {
      isSimulated,
      async write(bytes) {
        if (!lines.has(number)) return;
        const id = ++writes;
        const written = Promise.withResolvers<void>();
        line.writes.set(id, written);
        ask({ kind: "write", line: number, id, bytes });
        await written.promise.finally(() => line.writes.delete(id));
      },
      async close() {
        if (!lines.has(number)) return;
        ask({ kind: "close", line: number });
        await Promise.race([
          line.released.promise,
          new Promise<void>((resolve) => {
            setTimeout(resolve, RELEASE_MS);
          }),
        ]);
        lines.delete(number);
      },
    };
  }

  port.addEventListener("message", ({ data }: MessageEvent<ToRecorder>) => {
    const line = lines.get(data.line);
    if (line === undefined) return;
    if (data.kind === "bytes") line.sink.bytes(data.bytes);
    else if (data.kind === "lineError") line.sink.lineError(data.error);
    else if (data.kind === "opened") line.opened.resolve(openLine(data.line, line, data.isSimulated));
    else if (data.kind === "refused")
      end(data.line, data.fault)?.opened.reject(toMedLatticeError(data.fault));
    else if (data.kind === "closed") end(data.line, data.fault)?.sink.closed(toMedLatticeError(data.fault));
    else if (data.kind === "released") line.released.resolve();
    else if (data.fault === null) line.writes.get(data.id)?.resolve();
    else line.writes.get(data.id)?.reject(toMedLatticeError(data.fault));
  });
  port.start();

  return {
    label,
    async open(settings, sink) {
      const line: Line = {
        sink,
        opened: Promise.withResolvers(),
        writes: new Map(),
        released: Promise.withResolvers(),
      };
      const number = ++count;
      lines.set(number, line);
      ask({ kind: "open", line: number, settings: settings ?? null });
      return await line.opened.promise;
    },
  };
}
