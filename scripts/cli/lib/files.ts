import { readFile, writeFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { InvalidInputError, type MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";

/** A path as the caller means it: relative to the folder in which the command was typed. */
export function fromCaller(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env["MEDLATTICE_CALLER_DIR"] ?? process.cwd(), path);
}

/** @throws InvalidInputError `FILE_UNREADABLE` */
export async function readInput(path: string): Promise<Uint8Array> {
  const file = fromCaller(path);
  try {
    return await readFile(file);
  } catch (error) {
    throw fileProblem(error, file);
  }
}

/** A JSON file of the person's. @throws InvalidInputError `FILE_UNREADABLE` | `FILE_NOT_JSON` */
export async function readJsonInput(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readInput(path));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError("FILE_NOT_JSON", `${fromCaller(path)} is not valid JSON.`, { cause });
  }
}

/**
 * Writes what a person asked for; never over a file that is there.
 * @throws InvalidInputError `FILE_EXISTS` | `FILE_UNWRITABLE`
 */
export async function writeOutput(path: string, content: Uint8Array): Promise<string> {
  const file = fromCaller(path);
  try {
    await writeFile(file, content, { flag: "wx", mode: 0o600 });
    return file;
  } catch (error) {
    throw fileProblem(error, file);
  }
}

/** Says in words what the operating system said of a file. */
export function fileProblem(error: unknown, path: string): MedLatticeError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const options = { facts: { path, reason: code }, cause: error };
  switch (code) {
    case "ENOENT":
      return new InvalidInputError("FILE_NOT_FOUND", `There is no ${path}.`, options);
    case "EISDIR":
      return new InvalidInputError("FILE_NOT_FOUND", `${path} is a folder.`, options);
    case "EEXIST":
      return new InvalidInputError("FILE_EXISTS", `${path} is there already and was left alone.`, {
        ...options,
        hints: ["Name another file."],
      });
    case "ENOSPC":
      return new UnavailableError("DISK_FULL", `The disk is full: ${path} could not be written.`, options);
    default:
      return new InvalidInputError(
        "FILE_UNREADABLE",
        `${path} cannot be used (${code || "unknown"}).`,
        options,
      );
  }
}
