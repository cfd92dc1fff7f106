import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type FolderLock, lockFolder, writeDurably } from "@medlattice/sdk/node";
import { InvalidInputError } from "@medlattice/sdk/errors";

/** Everything a running network keeps, below one folder that only its owner may read. */
export interface StateFolder {
  readonly path: string;
  /** A path below the folder. */
  at(...names: readonly string[]): string;
  readJson(name: string): Promise<unknown>;
  writeJson(name: string, value: unknown): Promise<void>;
  /** A secret of `bytes` random bytes as 0x hex, made once and kept in a file of its own. */
  secret(name: string, bytes?: number): Promise<`0x${string}`>;
  release(): void;
}

/**
 * Opens the state folder for this process alone.
 *
 * @throws UnavailableError `FOLDER_IN_USE`
 * @throws InvalidInputError `STATE_FOREIGN` when the folder holds something else, so that nothing of it is ever deleted
 */
export async function openStateFolder(
  path: string,
  options: { readonly reset: boolean },
): Promise<StateFolder> {
  const marker = join(path, "medlattice.json");
  if (existsSync(path) && !existsSync(marker) && (await isUsed(path))) {
    throw new InvalidInputError(
      "STATE_FOREIGN",
      `The folder ${path} holds something that is not a MedLattice network.`,
      {
        hints: ["Name an empty or new folder with --state."],
        facts: { path },
      },
    );
  }
  let lock: FolderLock = lockFolder(path, "MedLattice network");
  if (options.reset) {
    // The lock goes with the folder, so it is taken anew; whoever comes between finds an empty state and a free lock.
    lock.release();
    await rm(path, { recursive: true, force: true });
    lock = lockFolder(path, "MedLattice network");
  }
  await writeDurably(marker, `${JSON.stringify({ format: "medlattice/state/v1" })}\n`);
  const at = (...names: readonly string[]): string => join(path, ...names);
  return {
    path,
    at,
    readJson: async (name) => (existsSync(at(name)) ? JSON.parse(await readFile(at(name), "utf8")) : null),
    writeJson: async (name, value) => {
      await writeDurably(at(name), `${JSON.stringify(value, null, 2)}\n`);
    },
    secret: async (name, bytes = 32) => {
      const file = at("secrets", name);
      if (!existsSync(file)) await writeDurably(file, `0x${randomBytes(bytes).toString("hex")}\n`);
      const text = (await readFile(file, "utf8")).trim();
      return `0x${text.slice(2)}`;
    },
    release: () => lock.release(),
  };
}

/** Whether there is anything besides what the lock leaves. */
async function isUsed(path: string): Promise<boolean> {
  const names = await readdir(path);
  return names.some((name) => name !== "lock" && name !== "owner");
}
