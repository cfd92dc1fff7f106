import { Agent, request } from "node:http";

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

/** Sends bodies over keep-alive connections and measures each from writing it to its last answered byte. */
export async function httpLoad({
  url,
  connections,
  bodies,
  callsPerBody = 1,
}: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let errors = 0;
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let index = (next += 1) - 1; index < bodies.length; index = (next += 1) - 1) {
        const sent = performance.now();
        const answer = await post(agent, url, bodies[index] ?? "");
        latencies.push(performance.now() - sent);
        if (answer.includes('"error":')) errors += 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
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

function post(agent: Agent, url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const outgoing = request(url, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
