import { open } from "node:fs/promises";
import { MOST_PROOF_BYTES, type Proof, readProof } from "@medlattice/sdk/proof";
import { fileProblem, fromCaller } from "./files.ts";

/**
 * A proof from a file, of which no more is read than a proof can have.
 * @throws InvalidInputError `FILE_NOT_FOUND` | `FILE_UNREADABLE` | `PROOF_UNREADABLE`
 */
export async function readProofFile(path: string): Promise<Proof> {
  return readProof(await readBeginning(fromCaller(path), MOST_PROOF_BYTES + 1));
}

async function readBeginning(file: string, atMost: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(atMost);
  try {
    await using handle = await open(file, "r");
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(bytes, length, atMost - length);
      length += bytesRead;
      if (bytesRead === 0 || length === atMost) return bytes.subarray(0, length);
    }
  } catch (error) {
    throw fileProblem(error, file);
  }
}
