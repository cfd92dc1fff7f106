import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromHex, type Vector } from "../framing/trial.ts";

/** Support for the tests of the drivers: recordings and vectors beside the project, where they are there. */
const FOLDER = fileURLToPath(new URL("../../../../../shared/data/devices/", import.meta.url));

/** For `describe`: false where the data are there. */
export const absentData = existsSync(FOLDER) ? false : "the devices' data are not beside the project";

export function recording(path: string): Uint8Array {
  return readFileSync(FOLDER + path);
}

export function recordingText(path: string): string {
  return readFileSync(FOLDER + path, "utf8");
}

export function vectorsOf(
  ...protocols: readonly string[]
): readonly (Vector & { readonly bytes: Uint8Array })[] {
  const all: readonly Vector[] = JSON.parse(recordingText("vectors/vectors.json"));
  return all
    .filter((vector) => protocols.includes(vector.protocol))
    .map((vector) => {
      const pairs = vector.hex.replaceAll(" ", "").match(/../g) ?? [];
      return { ...vector, bytes: fromHex(pairs.join(" ")) };
    });
}
