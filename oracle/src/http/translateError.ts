import { InvalidInputError, MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";

const SQLITE_FULL = 13;

/**
 * Gives framework and system errors their typed form. Values of the request are never repeated: only the name of the
 * member that was wrong.
 */
export function translateError(error: unknown): unknown {
  if (error instanceof MedLatticeError || !(error instanceof Error)) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return malformed(error.validation[0]);
  if ("errcode" in error && error.errcode === SQLITE_FULL) return diskFull(error);
  switch ((error as Partial<FastifyError>).code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new InvalidInputError("BODY_TOO_LARGE", "The body is larger than this route takes.");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new InvalidInputError("MEDIA_TYPE_UNSUPPORTED", "This route does not take this media type.");
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new InvalidInputError("JSON_MALFORMED", "The body is not valid JSON.");
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new InvalidInputError("BODY_LENGTH_WRONG", "The body is not as long as Content-Length says.");
    case "FST_ERR_BAD_URL":
      return new InvalidInputError("URL_MALFORMED", "The URL cannot be decoded.");
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return diskFull(error);
    default:
      return error;
  }
}

/** The disk has no room for what was to be written; nothing of it is visible. */
export function diskFull(cause?: unknown): UnavailableError {
  return new UnavailableError("DISK_FULL", "The oracle's disk is full; nothing was stored.", {
    hints: ["Try again later, or use another provider.", "Operator: free space in the data folder."],
    cause,
  });
}

function malformed(issue: { instancePath?: string; keyword?: string } | undefined): InvalidInputError {
  return new InvalidInputError("REQUEST_MALFORMED", "The request does not have the agreed form.", {
    facts: { member: issue?.instancePath ?? "", rule: issue?.keyword ?? "" },
    hints: ["See /docs for the form of each request."],
  });
}
