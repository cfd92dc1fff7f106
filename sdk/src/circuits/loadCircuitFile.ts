import { toHex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import type { CircuitFile } from "./circuit.ts";

/** Fetches a file of @medlattice/circuits/compiled by its name. @param onBytes is told of every piece that arrives */
export type LoadFile = (name: string, onBytes: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Loads a circuit's file and unpacks it. Only the very file this SDK was made with is taken, wherever it comes from.
 * @throws {VerificationError} `CIRCUIT_FILE_FOREIGN`.
 */
export async function loadCircuitFile(
  file: CircuitFile,
  load: LoadFile,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await load(file.file, onBytes);
  const hash = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", packed))).slice(2);
  if (hash !== file.sha256) {
    throw new VerificationError(
      "CIRCUIT_FILE_FOREIGN",
      "A circuit's file is not the one that belongs to this program.",
      {
        facts: { file: file.file },
        hints: ["Serve the files of @medlattice/circuits of the same version."],
      },
    );
  }
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
