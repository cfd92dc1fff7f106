import { randomUUID } from "node:crypto";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  type FastifyInstance,
  type RawServerDefault,
} from "fastify";
import { type ZodTypeProvider, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ServerOptions as HttpsOptions } from "node:https";
import { answerClientError } from "./answerClientError.ts";
import { toProblem } from "./problem.ts";
import { translateError } from "./translateError.ts";

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface CreateAppOptions {
  readonly logger: FastifyBaseLogger;
  readonly jsonBytes: number;
  readonly corsOrigins: readonly string[];
  readonly requestsPerMinutePerAddress: number;
  readonly trustedProxies?: readonly string[];
  /** Certificates of an oracle-to-oracle server; without them plain HTTP. */
  readonly https?: HttpsOptions;
}

const HEADERS_TIMEOUT_MS = 10_000;
/** For a whole request; a part of a resumable upload fits in at 0.1 MB/s. */
const REQUEST_TIMEOUT_MS = 120_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_URL_PARAMETER_LENGTH = 200;

/** Makes a Fastify app with what every route of an oracle shares: limits, headers, problem documents, body digests. */
export async function createApp(options: CreateAppOptions): Promise<App> {
  const { trustedProxies = [] } = options;
  const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_TIMEOUT_MS };
  const app = Fastify({
    ...(options.https === undefined
      ? { http: serverOptions }
      : { https: { ...options.https, ...serverOptions } }),
    loggerInstance: options.logger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: options.jsonBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: 65_000,
    forceCloseConnections: "idle",
    return503OnClosing: true,
    routerOptions: { maxParamLength: MAX_URL_PARAMETER_LENGTH },
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>() as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest("session", null);
  app.decorateRequest("promisedSha256", null);
  answerWithProblems(app);
  takeOctets(app);
  await app.register(helmet, { contentSecurityPolicy: { directives: { "default-src": ["'self'"] } } });
  await app.register(cors, {
    origin: [...options.corsOrigins],
    methods: ["GET", "POST", "PUT", "DELETE"],
    exposedHeaders: ["content-range", "retry-after", "x-request-id", "etag"],
    maxAge: 600,
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinutePerAddress,
    timeWindow: "1 minute",
    errorResponseBuilder: (_request, context) => rateLimited(context.after),
  });
  app.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  return app;
}

function answerWithProblems(app: App): void {
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler(() => {
    throw new InvalidInputError("ROUTE_NOT_FOUND", "There is no such route.", { hints: ["See /docs."] });
  });
}

function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = translateError(thrown);
  const problem = toProblem(error, request.id);
  if (problem.status >= 500) request.log.error({ err: error }, "request failed");
  if (problem.retryable && !reply.hasHeader("retry-after")) reply.header("retry-after", "1");
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

/** Streams octets through to the route; how they are checked is decided by `authenticate`. */
function takeOctets(app: App): void {
  app.removeContentTypeParser("text/plain");
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
}

function rateLimited(after: string): UnavailableError {
  return new UnavailableError("RATE_LIMITED", "Too many requests.", {
    facts: { after },
    hints: [`Wait ${after} and go on more slowly.`],
  });
}
