import { MedLatticeError, PermissionError, UnavailableError } from "../../../errors/index.ts";

/** What is kept of a capture: links for good, drafts until the link that holds them is kept. */
export interface StoredEntry {
  readonly kind: "link" | "draft";
  /** Of the link, or of the link that the draft will be part of. */
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** Where one capture is journaled. Append-only: nothing that was kept is ever changed. */
export interface CaptureStore {
  /**
   * Resolves when a crash of program or page no longer loses the entry; a link does away with the drafts it holds, at once or not at all.
   * @throws UnavailableError `CAPTURE_STORE_FULL` | `CAPTURE_STORE_FAILED`; everything from before is still there
   * @throws PermissionError `CAPTURE_OTHER_WINDOW`
   */
  append(entry: StoredEntry): Promise<void>;
  /** All entries of a kind, in the order they were appended, one in memory at a time. Not while entries are appended. */
  read(kind: StoredEntry["kind"]): AsyncIterable<StoredEntry>;
  /** Deletes the whole capture: once its record is registered, or on purpose. */
  clear(): Promise<void>;
}

/** Names what a store could not do. */
export function storeError(cause: unknown): MedLatticeError {
  if (cause instanceof MedLatticeError) return cause;
  if (isFull(cause)) {
    return new UnavailableError(
      "CAPTURE_STORE_FULL",
      "There is no room left to keep the capture; what came before is safe.",
      {
        hints: [
          "Make room on this computer: the capture goes on by itself.",
          "Or finish the capture now: what is kept becomes the record.",
        ],
        cause,
      },
    );
  }
  if (typeof cause === "object" && cause !== null && "name" in cause && cause.name === "ConstraintError") {
    return new PermissionError("CAPTURE_OTHER_WINDOW", "The capture goes on in another window.", {
      hints: ["Close this window; the other one has taken it up."],
    });
  }
  return new UnavailableError(
    "CAPTURE_STORE_FAILED",
    "The capture could not be kept; what came before is safe.",
    { cause },
  );
}

function isFull(cause: unknown): boolean {
  if (typeof cause !== "object" || cause === null) return false;
  const { name, code } = cause as { readonly name?: unknown; readonly code?: unknown };
  return name === "QuotaExceededError" || code === "ENOSPC" || code === "EDQUOT";
}
