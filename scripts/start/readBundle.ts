import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type FhirIntake, MAX_FHIR_BYTES, validateFhir } from "@medlattice/sdk/fhir";

const SAMPLE = fileURLToPath(new URL("../../sdk/samples/hospital-stay.json", import.meta.url));

export interface Bundle {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Hex SHA-256 of the file. */
  readonly sha256: string;
  readonly intake: FhirIntake;
}

/**
 * Reads the caller's FHIR file, or the sample that comes along, and validates it. The bytes stay exactly as they are.
 * @throws InvalidInputError BUNDLE_UNREADABLE | BUNDLE_TOO_LARGE | FHIR_*
 */
export async function readBundle(path: string | null): Promise<Bundle> {
  const file = path ?? SAMPLE;
  const size = await sizeOf(file);
  if (size > MAX_FHIR_BYTES) {
    throw new InvalidInputError(
      "BUNDLE_TOO_LARGE",
      `${file} has ${size} bytes; a record may have ${MAX_FHIR_BYTES}.`,
      {
        hints: ["Split the bundle into several records."],
        facts: { size, limit: MAX_FHIR_BYTES },
      },
    );
  }
  const bytes = new Uint8Array(await readFile(file));
  const intake = await validateFhir({ bytes });
  return { path: file, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), intake };
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw unreadable(file);
}

function unreadable(file: string, cause?: unknown): InvalidInputError {
  return new InvalidInputError("BUNDLE_UNREADABLE", `There is no readable file ${file}.`, {
    hints: ["Check the path; it is taken from the folder you are in."],
    facts: { file },
    ...(cause === undefined ? {} : { cause }),
  });
}
