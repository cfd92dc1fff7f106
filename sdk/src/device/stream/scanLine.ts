import { indexOfByte, latin1 } from "./ascii.ts";
import { type Line, WAIT } from "./createStreamSession.ts";

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts text at line feeds. Blank lines belong to the lines before them.
 * @param take says whether a line of printable characters, without its end, was right, wrong, or none of this protocol
 */
export function scanLine(
  line: Line,
  bytes: Uint8Array,
  start: number,
  end: number,
  maxBytes: number,
  take: (text: string) => "good" | "bad" | "strange",
): number {
  const stop = indexOfByte(bytes, LF, start, end);
  if (stop < 0 ? end - start > maxBytes : stop - start > maxBytes) return line.skip(maxBytes);
  if (stop < 0) return WAIT;
  const size = stop + 1 - start;
  let from = start;
  while (from < stop && bytes[from] === CR) from++;
  if (from === stop) return size;
  // A break within the line would have cut it: then the last piece is what may be whole.
  const text = latin1(bytes, from, bytes[stop - 1] === CR ? stop - 1 : stop);
  const verdict = /^[ -~]*$/.test(text) ? take(text) : "strange";
  if (verdict === "good") return line.good(size);
  if (verdict === "bad") line.counters.bad++;
  return line.skip(size);
}
