import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { type Circuit, filesOf } from "./circuits.ts";
import { hashFile } from "./ceremony.ts";
import { CACHE_FOLDER, CIRCUITS_FOLDER } from "./paths.ts";

const require = createRequire(import.meta.url);
const PROJECT_FOLDER = resolve(CIRCUITS_FOLDER, "..");
const LIBRARY_FOLDER = `${dirname(require.resolve("circomlib/package.json"))}/circuits`;

export interface Compiled {
  readonly constraints: number;
  readonly wires: number;
}

/**
 * Compiles a circuit into cache/ with --O2, without which it would have twice the constraints. circom sees only what is below the
 * folder it runs in, so it runs in the project's.
 */
export async function compile(circuit: Circuit): Promise<Compiled> {
  await mkdir(CACHE_FOLDER, { recursive: true });
  const fromProject = (path: string) => relative(PROJECT_FOLDER, path);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      require.resolve("circom2/cli.js"),
      fromProject(filesOf(circuit).source),
      "--r1cs",
      "--wasm",
      "--O2",
      "-l",
      fromProject(LIBRARY_FOLDER),
      "-o",
      fromProject(CACHE_FOLDER),
    ],
    { cwd: PROJECT_FOLDER },
  );
  const count = (label: string) => {
    const found = new RegExp(`${label}: (\\d+)`).exec(stdout)?.[1];
    if (found === undefined) throw new Error(`circom did not say how many ${label} there are.`);
    return Number(found);
  };
  return {
    constraints: count("non-linear constraints") + count("\nlinear constraints"),
    wires: count("wires"),
  };
}

/** SHA-256 of every file a circuit is made of, circomlib's too, by name. */
export async function hashSources(circuit: Circuit): Promise<Record<string, string>> {
  const found = new Map<string, string>();
  await collect(filesOf(circuit).source, found);
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function collect(file: string, found: Map<string, string>): Promise<void> {
  const isLibrary = file.startsWith(LIBRARY_FOLDER);
  const name = isLibrary ? `circomlib/${relative(LIBRARY_FOLDER, file)}` : relative(CIRCUITS_FOLDER, file);
  if (found.has(name)) return;
  found.set(name, await hashFile(file));
  for (const [, included] of (await readFile(file, "utf8")).matchAll(/^include "(.+)";/gm)) {
    if (included === undefined) continue;
    const beside = resolve(dirname(file), included);
    await collect(await readable(beside, `${LIBRARY_FOLDER}/${included}`), found);
  }
}

/** An include is looked for beside the file first, then in circomlib. */
async function readable(beside: string, inLibrary: string): Promise<string> {
  return await readFile(beside).then(
    () => beside,
    () => inLibrary,
  );
}
