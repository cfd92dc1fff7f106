import { UnavailableError } from "@medlattice/sdk/errors";
import type { FastifyRequest } from "fastify";
import type { App } from "../http/createApp.ts";

export interface LimiterOptions {
  readonly max: number;
  readonly timeWindow: "1 minute" | "1 hour" | "1 day";
  /** Whose requests are counted together; the address without it. */
  readonly keyOf?: (request: FastifyRequest) => string;
}

/** Counts a request. @throws UnavailableError RATE_LIMITED */
export type Limiter = (request: FastifyRequest) => Promise<void>;

/** A limit of its own for routes that are dearer than others, besides those every route has. */
export function createLimiter(app: App, { max, timeWindow, keyOf }: LimiterOptions): Limiter {
  const limit = app.createRateLimit({
    max,
    timeWindow,
    ...(keyOf === undefined ? {} : { keyGenerator: keyOf }),
  });
  return async (request) => {
    const answer = await limit(request);
    if (answer.isAllowed || !answer.isExceeded) return;
    throw new UnavailableError("RATE_LIMITED", "Too many requests of this kind.", {
      facts: { after: `${answer.ttlInSeconds} seconds` },
      hints: [`Wait ${answer.ttlInSeconds} seconds and go on more slowly.`],
    });
  };
}

/** Counts by the person of the session. */
export function byPerson(request: FastifyRequest): string {
  return `${request.session?.chainId}:${request.session?.personId}`;
}
