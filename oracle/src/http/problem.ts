import type { Problem } from "@medlattice/sdk/client";
import {
  InvalidInputError,
  MedLatticeError,
  PermissionError,
  UnavailableError,
  VerificationError,
} from "@medlattice/sdk/errors";

/** Codes whose status says more than their class would. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  SIGNATURE_MISSING: 401,
  SIGNATURE_MALFORMED: 401,
  SIGNATURE_WRONG: 401,
  SIGNATURE_TIME: 401,
  REQUEST_REPLAYED: 401,
  SESSION_UNKNOWN: 401,
  SESSION_EXPIRED: 401,
  LOGIN_REFUSED: 401,
  CONFLICT: 409,
  DEAL_EXISTS: 409,
  RECORD_ID_TAKEN: 409,
  IDEMPOTENCY_KEY_REUSED: 409,
  UPLOAD_OFFSET_WRONG: 409,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  RANGE_NOT_SATISFIABLE: 416,
  RATE_LIMITED: 429,
  DISK_FULL: 507,
};

const TITLES: Readonly<Record<number, string>> = {
  400: "The request is not well formed",
  401: "Not logged in",
  403: "Not permitted",
  404: "Not found",
  409: "In conflict with what is there",
  413: "Too large",
  415: "Media type not supported",
  416: "Range not satisfiable",
  422: "A check failed",
  429: "Too many requests",
  500: "The oracle failed",
  503: "Not available at the moment",
  507: "No room left",
};

/** The HTTP status a typed error is answered with. */
export function statusOf(error: MedLatticeError): number {
  const status = STATUS_BY_CODE[error.code];
  if (status !== undefined) return status;
  if (error.code.endsWith("_NOT_FOUND")) return 404;
  if (error instanceof PermissionError) return 403;
  if (error instanceof VerificationError) return 422;
  if (error instanceof UnavailableError) return 503;
  return error instanceof InvalidInputError ? 400 : 500;
}

/** Writes the RFC 9457 document of an error; what is not one of ours is answered without a word of its content. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = error instanceof MedLatticeError ? error : internalError();
  const status = statusOf(known);
  return {
    type: `urn:medlattice:problem:${known.code.toLowerCase().replaceAll("_", "-")}`,
    title: TITLES[status] ?? "The request failed",
    status,
    code: known.code,
    detail: known.message,
    hints: [...known.hints],
    facts: { ...known.facts },
    retryable: known.retryable,
    instance: `urn:medlattice:request:${requestId}`,
  };
}

function internalError(): MedLatticeError {
  return new MedLatticeError("INTERNAL", "The oracle failed at this request.", {
    hints: ["Name the request id to the operator: the log says more."],
  });
}
