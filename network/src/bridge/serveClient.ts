import type { LineSettings } from "@medlattice/sdk/device";
import { type BridgeMessage, canSend, openError, type OpenLine } from "@medlattice/sdk/device/transport";
import type { RawData, WebSocket } from "ws";
import { z } from "zod";
import type { BridgedDevice } from "./serveBridge.ts";

/** A reader that does not read is cut off before it costs this. */
const MAX_UNREAD_BYTES = 4_194_304;
const openSchema = z.strictObject({
  open: z
    .strictObject({
      baudRate: z.int().min(50).max(4_000_000),
      dataBits: z.literal([7, 8]),
      stopBits: z.literal([1, 2]),
      parity: z.enum(["none", "even", "odd"]),
      flowControl: z.enum(["none", "hardware"]),
      signals: z.unknown(),
    })
    .partial({ signals: true })
    .nullable(),
});

/** One admitted reader of one instrument, until either hangs up. */
export function serveClient(client: WebSocket, device: BridgedDevice): void {
  const { driver } = device;
  let opening: Promise<OpenLine> | undefined;
  const say = (message: BridgeMessage): void => client.send(JSON.stringify(message));
  const fail = (thrown: unknown): void => {
    const { code, message, hints } = openError(thrown);
    if (client.readyState === client.OPEN) say({ failed: { code, message, hints: [...hints] } });
    client.close(1011);
  };
  const open = (text: string): void => {
    const parsed = openSchema.safeParse(parseJson(text));
    if (!parsed.success || opening !== undefined) {
      client.close(1008);
      return;
    }
    const { signals: _signals, ...line } = parsed.data.open ?? { signals: undefined };
    const transport = "simulate" in device ? device.simulate() : device.transport;
    opening = transport.open("baudRate" in line ? (line satisfies LineSettings) : undefined, {
      bytes(bytes) {
        client.send(bytes);
        if (client.bufferedAmount > MAX_UNREAD_BYTES) client.terminate();
      },
      lineError: (kind) => say({ lineError: kind }),
      closed: fail,
    });
    opening.then(
      ({ isSimulated }) => say(isSimulated === true ? { opened: true, simulated: true } : { opened: true }),
      fail,
    );
  };
  client.on("message", (data, isBinary) => {
    const bytes = bytesOf(data);
    if (!isBinary) open(bytes.toString("utf8"));
    else if (!canSend(driver, bytes)) client.close(1008, "not what the driver sends");
    else opening?.then((line) => line.write(Uint8Array.from(bytes))).catch(fail);
  });
  client.on("close", () => {
    opening?.then((line) => line.close()).catch(() => undefined);
  });
  client.on("error", () => client.terminate());
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
