import { join } from "node:path";
import { isBuilt, markBuilt, sourcesDigest } from "./build-stamp.ts";
import { CONTRACTS_FOLDER } from "./contract-list.ts";
import { DeploymentError } from "./deployment-error.ts";

/** Longer than the slowest machine compiles; whoever waits for another's build gives up after it. */
const LOCK_TIMEOUT_MS = 600_000;

export interface BuildContractsOptions {
  /** Compile even if nothing has changed. */
  readonly force?: boolean;
  /** Told before a compilation begins, which takes 10 to 60 s; not called when there is nothing to do. */
  readonly onCompile?: () => void;
}

export interface BuildContractsResult {
  /** Whether anything was compiled. */
  readonly compiled: boolean;
  /** SHA-256 of the sources, settings and tool versions that the artifacts are made from. */
  readonly sourcesDigest: string;
}

/**
 * Compiles the contracts if their sources, settings or tools have changed since the last time; else it takes
 * milliseconds. Always everything at once, so that a contract's bytecode does not depend on what was built before.
 * Several processes may call it at the same time: one compiles, the others wait for it.
 * @throws DeploymentError `CONTRACTS_DO_NOT_COMPILE`
 */
export async function buildContracts(options: BuildContractsOptions = {}): Promise<BuildContractsResult> {
  const digest = sourcesDigest();
  if (options.force !== true && isBuilt(digest)) return { compiled: false, sourcesDigest: digest };
  const { MultiProcessMutex } = await import("@nomicfoundation/hardhat-utils/synchronization");
  const lock = new MultiProcessMutex(join(CONTRACTS_FOLDER, "cache", ".build-lock"), LOCK_TIMEOUT_MS);
  return await lock.use(async () => {
    if (options.force !== true && isBuilt(digest)) return { compiled: false, sourcesDigest: digest };
    options.onCompile?.();
    await compile();
    markBuilt(digest);
    return { compiled: true, sourcesDigest: digest };
  });
}

/** Hardhat takes a second to load, so only a build that is needed loads it. */
async function compile(): Promise<void> {
  const { createHardhatRuntimeEnvironment, importUserConfig } = await import("hardhat/hre");
  const configFile = join(CONTRACTS_FOLDER, "hardhat.config.ts");
  const restore = withoutForeignWords();
  try {
    const config = await importUserConfig(configFile);
    const hre = await createHardhatRuntimeEnvironment(config, { config: configFile }, CONTRACTS_FOLDER);
    await hre.tasks.getTask("build").run({ force: true, noTests: true, quiet: true });
  } catch (cause) {
    throw new DeploymentError("CONTRACTS_DO_NOT_COMPILE", "The contracts could not be compiled.", {
      hints: ["Run `npx hardhat build` in contracts/ to see the compiler's messages."],
      cause,
    });
  } finally {
    restore();
  }
}

/**
 * They would stand among the steps of `npm start`: even when it has nothing to say, Hardhat prints an empty line for each part of a
 * build; and the compiler warns of words in OpenZeppelin's sources that a later version of Solidity will keep for itself.
 */
function withoutForeignWords(): () => void {
  const output = globalThis.console;
  const { log, warn } = output;
  output.log = (...words: unknown[]) => {
    if (words.length > 0) log(...words);
  };
  output.warn = (...words: unknown[]) => {
    if (!words.some((word) => typeof word === "string" && word.includes("node_modules/"))) warn(...words);
  };
  return () => {
    output.log = log;
    output.warn = warn;
  };
}

if (import.meta.main) {
  const started = performance.now();
  const { compiled } = await buildContracts({ force: process.argv.includes("--force") });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(compiled ? `contracts: compiled in ${seconds} s\n` : "contracts: up to date\n");
}
