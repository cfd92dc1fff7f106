import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { DeviceTransport } from "@medlattice/sdk/device/transport";
import { WebSocketServer } from "ws";
import { isAllowedOrigin } from "../chain/rpc/origin.ts";
import { serveClient } from "./serveClient.ts";

/** A real instrument has one reader at a time; one in software is made anew for each. */
export type BridgedDevice = RealDevice | SimulatedInstrument;

export interface RealDevice {
  /** In its URL: letters, digits, dots and dashes. */
  readonly id: string;
  /** Name of the driver: nothing reaches the instrument but what this driver sends. */
  readonly driver: string;
  readonly transport: DeviceTransport;
}

export interface SimulatedInstrument {
  readonly id: string;
  readonly driver: string;
  /** Called for each reader; what it makes lives as long as the reader listens. */
  readonly simulate: () => DeviceTransport;
}

export interface BridgeOptions {
  readonly devices: readonly BridgedDevice[];
  /** Pages that may connect: "https://records.example". Programs, which send no origin, may. */
  readonly allowedOrigins: readonly string[];
  /** 0, unless told, for a free one. */
  readonly port?: number;
  /** At least 32 letters and digits; unless told a new one, so that former addresses are worth nothing. */
  readonly token?: string;
}

export interface Bridge {
  readonly port: number;
  /** Per device, with the token; whoever has it can listen. */
  readonly urls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const MAX_MESSAGE_BYTES = 65_536;
/** Readers of one instrument in software: some tabs, and an end to what a page gone wrong can cost. */
const MAX_READERS = 8;

/** Address of an instrument behind a bridge on this machine, for `bridgeTransport`. */
export function bridgeUrl(port: number, id: string, token: string): string {
  return `ws://${HOST}:${port}/${id}?token=${token}`;
}

/** A token as `serveBridge` takes it. */
export function createBridgeToken(): string {
  return randomBytes(16).toString("hex");
}

/**
 * Brings instruments that a page cannot reach to pages of this machine, by WebSocket: on the loopback address only, for listed origins
 * only, with a token in the URL, one client a real instrument. It lets nothing through that the driver would not send (`canSend`).
 */
export async function serveBridge(options: BridgeOptions): Promise<Bridge> {
  const { devices, allowedOrigins, port = 0, token = createBridgeToken() } = options;
  const readers = new Map<string, number>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const server = createServer((_request, response) => response.writeHead(426).end());

  const admit = (request: IncomingMessage): BridgedDevice | number => {
    if (!isAllowedOrigin(request, HOST, allowedOrigins)) return 403;
    const url = URL.parse(request.url ?? "/", `http://${HOST}`);
    if (url === null) return 400;
    if (!isSame(url.searchParams.get("token") ?? "", token)) return 401;
    const device = devices.find(({ id }) => url.pathname === `/${id}`);
    if (device === undefined) return 404;
    const most = "simulate" in device ? MAX_READERS : 1;
    return (readers.get(device.id) ?? 0) >= most ? 409 : device;
  };
  const count = (id: string, change: 1 | -1): void => void readers.set(id, (readers.get(id) ?? 0) + change);
  server.on("upgrade", (request, socket, head) => {
    // From here on it is no longer the server's: an error that nobody hears would end the process.
    socket.on("error", () => socket.destroy());
    const admitted = admit(request);
    if (typeof admitted === "number") {
      socket.end(`HTTP/1.1 ${admitted} Refused\r\nconnection: close\r\n\r\n`);
      return;
    }
    count(admitted.id, 1);
    socket.once("close", () => count(admitted.id, -1));
    sockets.handleUpgrade(request, socket, head, (client) => serveClient(client, admitted));
  });
  server.listen(port, HOST);
  await once(server, "listening");
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    port: bound,
    urls: new Map(devices.map(({ id }) => [id, bridgeUrl(bound, id, token)])),
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
