import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { lockFolder, type FolderLock } from "@medlattice/sdk/node";
import { projectRoot, run } from "./run.ts";

const dapp = join(projectRoot, "dapp");
const dist = join(dapp, "dist");
/** What pages prove amendments with, handed out beside them; the engine knows these files by their hashes. */
const CIRCUIT_FILES = ["bounded-correction.key.gz", "bounded-correction.wasm.gz"];
const COMPILED_CIRCUITS = join(projectRoot, "circuits", "compiled");
/** What the pages are made of. */
const INPUTS = [
  "circuits/compiled/bounded-correction.*.gz",
  "dapp/{app,src,public}/**/*",
  "dapp/{package.json,next.config.ts,tsconfig.json}",
  "sdk/src/**/*",
  "package-lock.json",
];
/** Programs that were started earlier may still hand out an older build. */
const KEPT_BUILDS = 4;
const WAIT_MS = 500;
const WORTH_COMPRESSING_BYTES = 1_024;
const COMPRESSED = "**/*.{html,js,css,txt,json,svg,wasm}";
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/**
 * Builds the dapp's pages where something they are made of has changed. Every build has a folder of its own, named by the content of
 * its inputs, and appears there complete or not at all; of two builds at once, the second waits and takes the result of the first.
 *
 * `MEDLATTICE_DAPP_PAGES` names pages that were built before, and are taken as they are.
 *
 * @returns the folder, absolute
 * @throws UnavailableError `DAPP_BUILD_FAILED`
 */
export async function buildDapp(onProgress: (text: string) => void = () => undefined): Promise<string> {
  const given = process.env["MEDLATTICE_DAPP_PAGES"];
  if (given !== undefined) return given;
  const stamp = stampOf();
  const target = join(dist, stamp);
  if (existsSync(target)) return target;
  const lock = await waitForLock(onProgress);
  try {
    if (existsSync(target)) return target;
    onProgress("building the pages, about a minute");
    const fresh = join(dist, "building");
    rmSync(fresh, { recursive: true, force: true });
    await build(stamp);
    copyCircuits(join(fresh, "circuits"));
    await compress(fresh);
    renameSync(fresh, target);
    removeOld(target);
    return target;
  } finally {
    lock.release();
  }
}

/** The dapp's server, as the network starts it. */
export const dappServerEntry = join(dapp, "server", "main.ts");

function stampOf(): string {
  const hash = createHash("sha256");
  const files = INPUTS.flatMap((pattern) => globSync(pattern, { cwd: projectRoot }));
  for (const file of files.filter((name) => !/\.test\.tsx?$/.test(name)).toSorted()) {
    const path = join(projectRoot, file);
    if (!statSync(path).isFile()) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

async function build(stamp: string): Promise<void> {
  const { code, output } = await run("next", ["build"], {
    cwd: dapp,
    quiet: true,
    env: {
      MEDLATTICE_DAPP_OUT: "dist/building",
      MEDLATTICE_DAPP_BUILD: stamp,
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  if (code === 0) return;
  const log = join(dist, "build.log");
  writeFileSync(log, output);
  throw new UnavailableError("DAPP_BUILD_FAILED", "The dapp's pages could not be built.", {
    hints: [`What the build said is in ${log}.`],
    retryable: false,
  });
}

function copyCircuits(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of CIRCUIT_FILES) copyFileSync(join(COMPILED_CIRCUITS, name), join(folder, name));
}

/** Beside each file, what a browser takes smaller. */
async function compress(folder: string): Promise<void> {
  for (const name of globSync(COMPRESSED, { cwd: folder })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const content = readFileSync(path);
    if (content.length < WORTH_COMPRESSING_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${path}.br`, await compressBrotli(content, { params }));
    writeFileSync(`${path}.gz`, await compressGzip(content));
  }
}

async function waitForLock(onProgress: (text: string) => void): Promise<FolderLock> {
  mkdirSync(dist, { recursive: true });
  for (let attempt = 0; ; attempt += 1) {
    try {
      return lockFolder(join(dist, "lock"), "build of the dapp");
    } catch (error) {
      if (!(error instanceof MedLatticeError) || error.code !== "FOLDER_IN_USE") throw error;
      if (attempt === 0) onProgress("waiting for another build");
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }
}

function removeOld(newest: string): void {
  const builds = readdirSync(dist)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => join(dist, name))
    .filter((path) => path !== newest)
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of builds.slice(KEPT_BUILDS - 1)) rmSync(path, { recursive: true, force: true });
}
