import { Agent, errors, request } from "undici";
import { HttpRequestError, RpcRequestError, TimeoutError, type Transport, createTransport } from "viem";
import { z } from "zod";

export interface NodeTransportOptions {
  /** For one answer, from the connection on. */
  readonly timeoutMs: number;
  readonly retryCount: number;
  /** Calls that travel together at most; 1 for nodes that take no batches. */
  readonly batchCalls: number;
}

interface Call {
  readonly method: string;
  readonly params?: unknown;
}

interface Waiting {
  readonly call: Call;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const answerSchema = z.looseObject({
  id: z.unknown(),
  // What it is depends on the method, which viem knows.
  result: z.any().optional(),
  // Some nodes say that there is none.
  error: z.looseObject({ code: z.number(), message: z.string() }).nullish(),
});
type Answer = z.infer<typeof answerSchema>;
const answersSchema = z.union([z.array(answerSchema), answerSchema]);

const TIMEOUTS = [errors.HeadersTimeoutError, errors.BodyTimeoutError, errors.ConnectTimeoutError];

const RETRY_DELAY_MS = 150;
/** More than any answer asked for here: a node must not fill this oracle's memory. */
const MOST_ANSWER_BYTES = 10 * 1024 * 1024;

/**
 * JSON-RPC over HTTP, as viem's `http` with batches, for a process that asks all day: undici's own `request` takes less processor time than the
 * global `fetch` (docs/decisions/0022). Calls made at the same moment travel together and arrive in their order.
 */
export function nodeTransport(url: string, options: NodeTransportOptions): Transport {
  const { timeoutMs, retryCount, batchCalls } = options;
  const { address, headers } = parseUrl(url);
  const dispatcher = new Agent({
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  let waiting: Waiting[] = [];

  async function post(body: unknown): Promise<unknown> {
    const deadline = performance.now() + timeoutMs;
    try {
      const answer = await request(address, {
        dispatcher,
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      const text = await readText(answer.body, deadline);
      const isJson = String(answer.headers["content-type"]).startsWith("application/json");
      // A refusal in JSON-RPC says more than its status.
      if (answer.statusCode < 300 || isJson) return JSON.parse(text);
      throw failed({ status: answer.statusCode });
    } catch (cause) {
      if (cause instanceof HttpRequestError) throw cause;
      if (cause instanceof TooLate || TIMEOUTS.some((type) => cause instanceof type)) {
        throw new TimeoutError({ url: address, body: {} });
      }
      throw failed({ cause: cause instanceof Error ? cause : undefined });
    }
  }

  /** What was asked is not in it: errors are logged. */
  function failed(why: {
    readonly status?: number;
    readonly cause?: Error | undefined;
    readonly details?: string;
  }) {
    return new HttpRequestError({ url: address, ...why });
  }

  async function send(calls: readonly Waiting[]): Promise<void> {
    try {
      const body = calls.map(({ call }, id) => ({ jsonrpc: "2.0", id, ...call }));
      const answers = answersSchema.safeParse(await post(body.length === 1 ? body[0] : body));
      if (!answers.success) throw failed({ details: "The answer is no JSON-RPC." });
      const { data } = answers;
      const byId = new Map(Array.isArray(data) ? data.map((each) => [each.id, each]) : []);
      for (const [id, { resolve, reject }] of calls.entries()) {
        // A batch as a whole is refused with one answer, which then is that of each.
        const answer = Array.isArray(data) ? byId.get(id) : data;
        if (answer === undefined) reject(failed({ details: "A call of a batch was not answered." }));
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }

  function flush(): void {
    const calls = waiting;
    waiting = [];
    for (let at = 0; at < calls.length; at += batchCalls) void send(calls.slice(at, at + batchCalls));
  }

  function ask(call: Call): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (waiting.length === 0) setImmediate(flush);
    waiting.push({ call, resolve, reject });
    return promise;
  }

  return () =>
    createTransport(
      {
        key: "node",
        name: "JSON-RPC node",
        type: "http",
        retryCount,
        retryDelay: RETRY_DELAY_MS,
        timeout: timeoutMs,
        async request({ method, params }) {
          const { result, error } = await ask({ method, params });
          if (error !== undefined && error !== null)
            throw new RpcRequestError({ body: { method }, error, url: address });
          return result;
        },
      },
      { url: address },
    );
}

class TooLate extends Error {}

async function readText(body: AsyncIterable<Uint8Array>, deadline: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_ANSWER_BYTES) throw new RangeError("The answer is too long.");
    if (performance.now() > deadline) throw new TooLate();
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** User and password of a URL go into a header. */
function parseUrl(url: string): { readonly address: string; readonly headers: Record<string, string> } {
  const parsed = new URL(url);
  const { username, password } = parsed;
  parsed.username = parsed.password = "";
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization =
    username === "" ? {} : { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
  return { address: parsed.href, headers: { "content-type": "application/json", ...authorization } };
}
