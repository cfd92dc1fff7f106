import { MedLatticeError } from "@medlattice/sdk/errors";
import { type Logger, pino } from "pino";

/** What a log line may say of a request: its route's pattern, never the URL (which names ids), headers or body. */
interface RequestLike {
  readonly id: unknown;
  readonly method: string;
  readonly routeOptions?: { readonly url?: string | undefined };
}

/**
 * Describes an error for the log: class, code and stack frames. Messages are kept for our own errors only, which by
 * rule hold no secret, plaintext or identity; another library's message could quote its input.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = error.stack?.split("\n").filter((line) => line.trimStart().startsWith("at "));
  const code: unknown = "code" in error ? error.code : undefined;
  return {
    type: error.name,
    ...(typeof code === "string" ? { code } : {}),
    ...(error instanceof MedLatticeError ? { message: error.message, facts: error.facts } : {}),
    stack: frames?.slice(0, 12).join("\n"),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

export type LogDestination = Parameters<typeof pino>[1];

/** The oracle's logger: JSON lines on standard error. */
export function createLogger(level: string, organization: string, destination?: LogDestination): Logger {
  return pino(
    {
      level,
      base: { organization },
      serializers: {
        err: describeError,
        req: (request: RequestLike) => ({
          id: request.id,
          method: request.method,
          route: request.routeOptions?.url ?? "unknown",
        }),
        res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
      },
      redact: {
        paths: ["*.message.signature", "*.authorization", "*.cookie", "*.secret", "*.key"],
        remove: true,
      },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}
