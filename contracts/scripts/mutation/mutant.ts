import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small mistake in the contracts that some test must notice. */
export interface Mutant {
  readonly id: string;
  /** Id of a property in PROPERTIES.md. */
  readonly property: string;
  /** What the mistake comes to, in words. */
  readonly mistake: string;
  /** What to look for, which must stand exactly once below `src/`, and what to put in its place. */
  readonly changes: readonly (readonly [find: string, replace: string])[];
}

/** Puts the sources back as they were. */
export type Undo = () => void;

/**
 * Makes the mistake in the sources below `folder`.
 * @throws Error when something looked for does not stand exactly once.
 */
export function applyMutant(folder: string, { id, changes }: Mutant): Undo {
  const before = new Map<string, string>();
  const undo: Undo = () => {
    for (const [file, text] of before) writeFileSync(file, text);
  };
  for (const [find, replace] of changes) {
    const holders = sourcesOf(folder).filter((file) => readFileSync(file, "utf8").includes(find));
    const [file] = holders;
    const text = file === undefined ? "" : readFileSync(file, "utf8");
    if (file === undefined || holders.length > 1 || text.split(find).length !== 2) {
      undo();
      throw new Error(`Mutant ${id}: “${find}” must stand exactly once in the contracts.`);
    }
    if (!before.has(file)) before.set(file, text);
    writeFileSync(
      file,
      text.replace(find, () => replace),
    );
  }
  return undo;
}

function sourcesOf(folder: string): readonly string[] {
  return globSync("src/**/*.sol", { cwd: folder }).map((file) => join(folder, file));
}
