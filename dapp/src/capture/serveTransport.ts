import type { DeviceTransport, OpenLine } from "@medlattice/sdk/device/transport";
import { faultOf } from "../engine/errors.ts";
import type { ToPage, ToRecorder } from "./portMessages.ts";

/**
 * Lends a transport of this thread to another: a serial port belongs to the page, and the recorder reads it through `portTransport`.
 * @returns how to take it back; the line is closed then
 */
export function serveTransport(transport: DeviceTransport, port: MessagePort): () => Promise<void> {
  const lines = new Map<number, Promise<OpenLine>>();
  const tell = (message: ToRecorder, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);

  async function open(line: number, settings: Extract<ToPage, { kind: "open" }>["settings"]): Promise<void> {
    const opening = transport.open(settings ?? undefined, {
      bytes(bytes) {
        const copy = bytes.slice();
        tell({ kind: "bytes", line, bytes: copy }, [copy.buffer]);
      },
      lineError: (error) => tell({ kind: "lineError", line, error }),
      closed(reason) {
        lines.delete(line);
        tell({ kind: "closed", line, fault: faultOf(reason) });
      },
    });
    lines.set(line, opening);
    try {
      const { isSimulated = false } = await opening;
      tell({ kind: "opened", line, isSimulated });
    } catch (error) {
      lines.delete(line);
      tell({ kind: "refused", line, fault: faultOf(error) });
    }
  }

  async function write(line: number, id: number, bytes: Uint8Array): Promise<void> {
    try {
      await (await lines.get(line))?.write(bytes);
      tell({ kind: "written", line, id, fault: null });
    } catch (error) {
      tell({ kind: "written", line, id, fault: faultOf(error) });
    }
  }

  async function close(line: number): Promise<void> {
    const opened = lines.get(line);
    lines.delete(line);
    await opened?.then((each) => each.close()).catch(() => undefined);
    tell({ kind: "released", line });
  }

  port.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
    if (data.kind === "open") void open(data.line, data.settings);
    else if (data.kind === "write") void write(data.line, data.id, data.bytes);
    else void close(data.line);
  });
  port.start();
  return async () => {
    await Promise.all([...lines.keys()].map(close));
    port.close();
  };
}
