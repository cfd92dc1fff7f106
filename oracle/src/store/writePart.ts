import { type FileHandle, open, stat } from "node:fs/promises";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { diskFull } from "../http/translateError.ts";

/** Size of a part a client should send at once; any smaller one is taken too. */
export const UPLOAD_PART_BYTES = 8 << 20;

/** Writes a part at its place; bytes that an earlier, broken attempt left there are overwritten. */
export async function writePart(
  path: string,
  offset: number,
  sizeBytes: number,
  part: AsyncIterable<Uint8Array>,
): Promise<number> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  const file = await open(path, exists ? "r+" : "w+", 0o600);
  try {
    let position = offset;
    for await (const chunk of part) {
      if (position + chunk.length > sizeBytes || position + chunk.length > offset + UPLOAD_PART_BYTES) {
        throw new InvalidInputError(
          "BODY_TOO_LARGE",
          "The part is longer than a part may be, or than was announced.",
          {
            facts: { partBytes: UPLOAD_PART_BYTES },
          },
        );
      }
      position = await writeAll(file, chunk, position);
    }
    await file.datasync();
    return position - offset;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG" ? diskFull(error) : error;
  } finally {
    await file.close();
  }
}

/** A write may take less than it was given; the rest follows. Gives the position after it. */
async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < chunk.length) {
    const step = await file.write(chunk, written, chunk.length - written, position + written);
    written += step.bytesWritten;
  }
  return position + written;
}
