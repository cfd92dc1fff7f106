import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { UnavailableError } from "@medlattice/sdk/errors";

/** Oracles stop writing below 256 MiB, so a network that starts with less would refuse the first record. */
export const NEEDED_BYTES = 320 << 20;

/**
 * Looks at the disk before anything is written.
 *
 * @throws UnavailableError `DISK_FULL` with what is free and what is needed
 */
export async function requireFreeSpace(folder: string, neededBytes = NEEDED_BYTES): Promise<void> {
  let present = folder;
  while (!existsSync(present)) present = dirname(present);
  const { bavail, bsize } = await statfs(present);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  throw new UnavailableError(
    "DISK_FULL",
    `The disk of ${folder} has ${megabytes(freeBytes)} free; the network needs ${megabytes(neededBytes)}.`,
    {
      hints: [
        "Free some space, or keep the state on another disk: npm start -- --state /another/disk/medlattice",
      ],
      facts: { folder, freeBytes, neededBytes },
    },
  );
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / (1 << 20))} MB`;
}
