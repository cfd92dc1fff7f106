import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What a load run found. */
export interface LoadResult {
  /** Calls answered per second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Answers that held an error. */
  readonly errors: number;
}

export interface LoadOptions {
  readonly url: string;
  /** Keep-alive connections; each sends its next body when the last is answered. */
  readonly connections: number;
  /** Ready-made JSON-RPC bodies, so that the run measures the node. */
  readonly bodies: readonly string[];
  /** Calls in one body. */
  readonly callsPerBody?: number;
}

/**
 * Sends bodies over keep-alive connections and measures each from writing it to its last answered byte. It speaks just enough
 * HTTP/1.1 by itself: a general client would take as much of the machine as the node that is measured.
 */
export async function httpLoad({
  url,
  connections,
  bodies,
  callsPerBody = 1,
}: LoadOptions): Promise<LoadResult> {
  const { hostname, port } = new URL(url);
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      await once(socket, "connect");
      return socket;
    }),
  );
  const head = `POST / HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: `;
  const latencies: number[] = [];
  let errors = 0;
  let next = 0;
  const started = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      const exchange = exchanger(socket);
      for (let index = (next += 1) - 1; index < bodies.length; index = (next += 1) - 1) {
        const body = bodies[index] ?? "";
        const sent = performance.now();
        const answer = await exchange(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
        latencies.push(performance.now() - sent);
        if (answer.includes('"error":')) errors += 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) => round(latencies[Math.floor(latencies.length * share)] ?? 0);
  return {
    perSecond: round((bodies.length * callsPerBody) / seconds),
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
    errors,
  };
}

const HEAD_END = "\r\n\r\n";

/** Sends a request and gives the answer's body, one at a time; answers say their length. */
function exchanger(socket: Socket): (request: string) => Promise<string> {
  let received: Buffer = Buffer.alloc(0);
  let waiting:
    | { readonly resolve: (body: string) => void; readonly reject: (cause: Error) => void }
    | undefined;
  const end = (cause: Error) => waiting?.reject(cause);
  socket.on("error", end);
  socket.on("close", () => end(new Error("The node closed a connection.")));
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const headBytes = received.indexOf(HEAD_END);
    if (headBytes === -1) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(received.toString("latin1", 0, headBytes))?.[1];
    const start = headBytes + HEAD_END.length;
    if (length === undefined || received.length < start + Number(length)) return;
    const body = received.toString("utf8", start, start + Number(length));
    received = received.subarray(start + Number(length));
    waiting?.resolve(body);
  });
  return (request) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      socket.write(request);
    });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
