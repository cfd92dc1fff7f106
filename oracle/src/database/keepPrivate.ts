import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "@medlattice/sdk/errors";

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const OPEN_TO_OTHERS = 0o077;
/** Databases with their logs; what is below the folder nobody else gets to once it is closed. */
const DATABASE = /\.sqlite(?:-wal|-shm|-journal)?$/;

/**
 * Closes the data folder and its databases to other users of the machine, however they were made: sessions, sealed shares and
 * pseudonyms lie there.
 * @throws InvalidInputError DATA_FOLDER_EXPOSED when another user owns it, so that this one may not close it
 */
export function keepPrivate(folder: string): void {
  const names = readdirSync(folder).filter((name) => DATABASE.test(name));
  const wanted = [
    { path: folder, mode: FOLDER_MODE },
    ...names.map((name) => ({ path: join(folder, name), mode: FILE_MODE })),
  ];
  for (const { path, mode } of wanted) {
    const found = statSync(path).mode;
    if ((found & OPEN_TO_OTHERS) === 0) continue;
    try {
      chmodSync(path, mode);
    } catch (cause) {
      throw new InvalidInputError(
        "DATA_FOLDER_EXPOSED",
        "Other users of this machine may read this oracle's data.",
        {
          facts: { path, mode: (found & 0o777).toString(8) },
          hints: [`As its owner, run: chmod ${mode.toString(8)} ${path}`],
          cause,
        },
      );
    }
  }
}
