import type { LineErrorKind, LineSettings } from "@medlattice/sdk/device";
import type { EngineFault } from "../engine/errors.ts";

/** What the recorder asks of a transport that the page has. A line is one `open`, by its number. */
export type ToPage =
  | { readonly kind: "open"; readonly line: number; readonly settings: LineSettings | null }
  | { readonly kind: "write"; readonly line: number; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "close"; readonly line: number };

/** What the page tells of it. */
export type ToRecorder =
  | { readonly kind: "opened"; readonly line: number; readonly isSimulated: boolean }
  | { readonly kind: "refused"; readonly line: number; readonly fault: EngineFault }
  | { readonly kind: "bytes"; readonly line: number; readonly bytes: Uint8Array }
  | {
      readonly kind: "lineError";
      readonly line: number;
      readonly error: Exclude<LineErrorKind, "unplugged">;
    }
  | { readonly kind: "closed"; readonly line: number; readonly fault: EngineFault }
  | {
      readonly kind: "written";
      readonly line: number;
      readonly id: number;
      readonly fault: EngineFault | null;
    }
  | { readonly kind: "released"; readonly line: number };
