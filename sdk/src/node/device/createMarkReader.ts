import type { LineErrorKind } from "../../device/index.ts";

export interface MarkSink {
  bytes(bytes: Uint8Array): void;
  lineError(kind: Extract<LineErrorKind, "parity" | "framing" | "break">): void;
}

const MARK = 0xff;

/**
 * Undoes the marks of a terminal with PARMRK and INPCK (POSIX.1-2017, General Terminal Interface §11.2.2): FF FF is the byte FF, FF 00 x
 * says that x came with wrong parity or frame, FF 00 00 a break. Bytes of any chunking go to the sink in the order they came; one that
 * came wrong is told and left out.
 *
 * @param wrong what a marked byte means: the terminal does not tell parity from framing, but without parity it can only be the latter
 */
export function createMarkReader(wrong: "parity" | "framing", sink: MarkSink): (bytes: Uint8Array) => void {
  let mark: "none" | "begun" | "zero" = "none";
  return (bytes) => {
    let good = new Uint8Array(bytes.length + 1);
    let count = 0;
    const flush = (): void => {
      if (count > 0) sink.bytes(good.subarray(0, count));
      good = new Uint8Array(bytes.length + 1);
      count = 0;
    };
    for (const byte of bytes) {
      if (mark === "none") {
        if (byte === MARK) mark = "begun";
        else good[count++] = byte;
      } else if (mark === "begun" && byte === 0) mark = "zero";
      else if (mark === "begun") {
        // FF before anything else is a terminal that does not mark.
        good[count++] = MARK;
        if (byte !== MARK) good[count++] = byte;
        mark = "none";
      } else {
        flush();
        sink.lineError(byte === 0 ? "break" : wrong);
        mark = "none";
      }
    }
    flush();
  };
}
