import type { z } from "zod";
import { concatBytes, iterate } from "../codec/index.ts";
import { PermissionError, UnavailableError } from "../errors/index.ts";
import { problemToError } from "./problemToError.ts";
import { type RetryPolicy, retry } from "./retry.ts";
import type { SessionKey } from "./sessionKey.ts";
import { signRequest } from "./signature/signRequest.ts";

export interface TransportOptions {
  /** Public URL of the oracle, as it names itself. */
  readonly baseUrl: string;
  readonly sessionKey: SessionKey;
  readonly fetch: typeof fetch;
  readonly retry: RetryPolicy;
  /** For one attempt: the whole of a JSON answer, the headers of a stream. */
  readonly timeoutMs: number;
}

export interface OracleRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with query, from the root. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Send without signing (public routes). */
  readonly unsigned?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests, repeats what may be repeated, and throws the typed error the oracle answered with. */
export interface Transport {
  /** The oracle's public URL without a slash at its end. */
  readonly baseUrl: string;
  json<T>(request: OracleRequest, schema: z.ZodType<T>): Promise<T>;
  /** Gives the response once its headers are there. */
  stream(request: OracleRequest): Promise<Response>;
  /** Tells the transport the oracle's clock, Unix seconds. */
  setClock(serverTime: number): void;
}

/** Far above any answer in JSON; files come as streams. */
const MAX_ANSWER_BYTES = 16 << 20;

/** The platform's own hash: of a large body many times as quick as one in JavaScript, and beside it instead of in its way. */
async function sha256Of(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", body));
}

/** Signs each attempt anew (a nonce is taken once), so a retry is never a replay. */
export function createTransport(options: TransportOptions): Transport {
  const origin = options.baseUrl.replace(/\/$/, "");
  let clockOffsetSeconds = 0;

  async function headers(
    request: OracleRequest,
    body: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<Record<string, string>> {
    const type = request.json === undefined ? "application/octet-stream" : "application/json";
    const plain = { ...(body === undefined ? {} : { "content-type": type }), ...request.headers };
    if (request.unsigned) return plain;
    const signature = await signRequest({
      sessionKey: options.sessionKey,
      method: request.method,
      targetUri: origin + request.path,
      createdSeconds: nowSeconds() + clockOffsetSeconds,
      ...(body === undefined ? {} : { bodySha256: await sha256Of(body) }),
    });
    return { ...plain, ...signature };
  }

  /** Once more when only the clocks disagree: the oracle says what its own shows, and requests are signed by that from then on. */
  async function attempt<T>(request: OracleRequest, consume: (answer: Response) => Promise<T>): Promise<T> {
    try {
      return await attemptOnce(request, consume);
    } catch (error) {
      const serverTime = serverTimeIn(error);
      if (serverTime === undefined) throw error;
      setClock(serverTime);
      return await attemptOnce(request, consume);
    }
  }

  function setClock(serverTime: number): void {
    clockOffsetSeconds = serverTime - nowSeconds();
  }

  async function attemptOnce<T>(
    request: OracleRequest,
    consume: (answer: Response) => Promise<T>,
  ): Promise<T> {
    const body = request.json === undefined ? request.bytes : encodeJson(request.json);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(unreachable("timeout")), options.timeoutMs);
    try {
      const answer = await options.fetch(origin + request.path, {
        method: request.method,
        headers: await headers(request, body),
        ...(body === undefined ? {} : { body }),
        signal:
          request.signal === undefined ? timeout.signal : AbortSignal.any([request.signal, timeout.signal]),
        redirect: "error",
        credentials: "omit",
        cache: "no-store",
      });
      if (!answer.ok) throw problemToError(answer.status, parseJson(await readText(answer)));
      return await consume(answer);
    } catch (error) {
      // fetch reports every network failure as a TypeError.
      throw error instanceof TypeError ? unreachable("network", error) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    baseUrl: origin,
    json: (request, schema) =>
      retry(() => attempt(request, (answer) => readJson(answer, schema)), options.retry, request.signal),
    stream: (request) =>
      retry(() => attempt(request, (answer) => Promise.resolve(answer)), options.retry, request.signal),
    setClock,
  };
}

async function readJson<T>(answer: Response, schema: z.ZodType<T>): Promise<T> {
  const value = answer.status === 204 ? undefined : parseJson(await readText(answer));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unreadable({ status: answer.status, member: parsed.error.issues[0]?.path.join(".") ?? "" });
}

/** An oracle that never stops talking must not fill this program's memory. */
async function readText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an error cancels the rest.
  for await (const chunk of answer.body === null ? [] : iterate(answer.body)) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw unreadable({ status: answer.status, maxBytes: MAX_ANSWER_BYTES });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(concatBytes(...chunks));
}

/** Undefined, which no schema takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(facts: Readonly<Record<string, string | number>>): UnavailableError {
  return new UnavailableError(
    "ORACLE_ANSWER_UNREADABLE",
    "The oracle's answer does not have the agreed form.",
    { facts, retryable: false },
  );
}

function serverTimeIn(error: unknown): number | undefined {
  if (!(error instanceof PermissionError) || error.code !== "SIGNATURE_TIME") return undefined;
  const { serverTime } = error.facts;
  return typeof serverTime === "number" ? serverTime : undefined;
}

function encodeJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function unreachable(reason: "timeout" | "network", cause?: unknown): UnavailableError {
  return new UnavailableError("ORACLE_UNREACHABLE", "The oracle does not answer.", {
    facts: { reason },
    hints: ["Check the network.", "The oracle may be restarting: try again in a moment."],
    cause,
  });
}
