import { InvalidInputError } from "@medlattice/sdk/errors";

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * Reads a `Range` header (RFC 9110 §14.2). One range of bytes is honoured; several, or another unit, are ignored, as
 * the RFC allows, and the whole is sent.
 * @throws InvalidInputError RANGE_NOT_SATISFIABLE
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = header === undefined ? null : /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header.trim());
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const [, first = "", last = ""] = match;
  const offset = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (offset >= sizeBytes || end < offset) {
    throw new InvalidInputError("RANGE_NOT_SATISFIABLE", "The object has no such bytes.", {
      facts: { sizeBytes },
    });
  }
  return { offset, length: end - offset + 1 };
}
