import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { LineSettings } from "@medlattice/sdk/device";
import {
  type BridgeMessage,
  canSend,
  type DeviceTransport,
  openError,
  type OpenLine,
} from "@medlattice/sdk/device/transport";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { isAllowedOrigin } from "../chain/rpc/origin.ts";

export interface BridgedDevice {
  /** In its URL: letters, digits, dots and dashes. */
  readonly id: string;
  /** Name of the driver: nothing reaches the instrument but what this driver sends. */
  readonly driver: string;
  readonly transport: DeviceTransport;
}

export interface BridgeOptions {
  readonly devices: readonly BridgedDevice[];
  /** Pages that may connect: "https://records.example". Programs, which send no origin, may. */
  readonly allowedOrigins: readonly string[];
  /** 0, unless told, for a free one. */
  readonly port?: number;
}

export interface Bridge {
  /** Per device, with the token; whoever has it can listen. */
  readonly urls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const MAX_MESSAGE_BYTES = 65_536;
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

/**
 * Brings instruments that a page cannot reach to pages of this machine, by WebSocket: on the loopback address only, for listed origins
 * only, with a token in the URL, one client an instrument. It lets nothing through that the driver would not send (`canSend`).
 */
export async function serveBridge({ devices, allowedOrigins, port = 0 }: BridgeOptions): Promise<Bridge> {
  const token = randomBytes(16).toString("hex");
  const busy = new Set<string>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const server = createServer((_request, response) => response.writeHead(426).end());

  const admit = (request: IncomingMessage): BridgedDevice | number => {
    if (!isAllowedOrigin(request, HOST, allowedOrigins)) return 403;
    const url = new URL(request.url ?? "/", `http://${HOST}`);
    if (!isSame(url.searchParams.get("token") ?? "", token)) return 401;
    const device = devices.find(({ id }) => url.pathname === `/${id}`);
    if (device === undefined) return 404;
    return busy.has(device.id) ? 409 : device;
  };
  server.on("upgrade", (request, socket, head) => {
    const admitted = admit(request);
    if (typeof admitted === "number") {
      socket.end(`HTTP/1.1 ${admitted} Refused\r\nconnection: close\r\n\r\n`);
      return;
    }
    busy.add(admitted.id);
    socket.once("close", () => busy.delete(admitted.id));
    sockets.handleUpgrade(request, socket, head, (client) => serveClient(client, admitted));
  });
  server.listen(port, HOST);
  await once(server, "listening");
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    urls: new Map(devices.map(({ id }) => [id, `ws://${HOST}:${bound}/${id}?token=${token}`])),
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function serveClient(client: WebSocket, { driver, transport }: BridgedDevice): void {
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
    opening = transport.open("baudRate" in line ? (line satisfies LineSettings) : undefined, {
      bytes(bytes) {
        client.send(bytes);
        if (client.bufferedAmount > MAX_UNREAD_BYTES) client.terminate();
      },
      lineError: (kind) => say({ lineError: kind }),
      closed: fail,
    });
    opening.then(() => say({ opened: true }), fail);
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

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
