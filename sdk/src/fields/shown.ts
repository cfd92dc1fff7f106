import type { CutPart } from "./cut/cut.ts";
import { fromElement } from "./elements.ts";
import { SALT_BYTES, saltsOf } from "./parts.ts";
import { ELEMENT_BYTES } from "./poseidon/poseidon.ts";
import type { Seeds } from "./seeds.ts";
import type { HashBatch } from "./sha256/HashBatch.ts";
import type { FieldPart, ShownSection } from "./types.ts";

/** As many sections as are hashed together. */
export const GROUP = 128;

/** A part of which the text is known, or the hash alone. */
export type ReadPart = (CutPart & { readonly salt?: Uint8Array }) | { readonly hash: Uint8Array };

/** A section of which something is to be seen, as it was read. */
export interface ReadSection {
  readonly position: number;
  readonly className: string;
  readonly locator: string;
  /** Where the parts stand. */
  readonly bytes: Uint8Array;
  readonly parts: readonly ReadPart[];
}

/** The same with what its salts come from. */
export interface SaltedSection extends ReadSection {
  readonly seed: Uint8Array | null;
  /** One behind the other; nothing of use where the hash alone is known. */
  readonly salts: Uint8Array;
}

const NONE = new Uint8Array(0);

/** Gives a group of sections its salts: they come from the sections' seeds, or with the parts. */
export function saltSections(
  batch: HashBatch,
  seeds: Seeds,
  sections: readonly ReadSection[],
): SaltedSection[] {
  const positions = sections.map(({ position }) => position);
  const own = seeds.seedsOf(batch, positions);
  const derived = saltsOf(
    batch,
    sections.map(({ parts }, index) => ({
      seed: own[index] ?? NONE,
      count: own[index] == null ? 0 : parts.length,
    })),
  );
  return sections.map(({ position, className, locator, bytes, parts }, index) => {
    const seed = own[index] ?? null;
    const salts = seed === null ? new Uint8Array(parts.length * SALT_BYTES) : (derived[index] ?? NONE);
    setGiven(salts, parts);
    return { position, className, locator, bytes, parts, seed, salts };
  });
}

function setGiven(salts: Uint8Array, parts: readonly ReadPart[]): void {
  let at = 0;
  for (const part of parts) {
    if ("path" in part && part.salt !== undefined) salts.set(part.salt, at);
    at += SALT_BYTES;
  }
}

/** As `readFields` gives them; bodies are elements, one behind the other. */
export function shownSections(sections: readonly SaltedSection[], bodies: Uint8Array): ShownSection[] {
  return sections.map(({ position, className, locator, parts, bytes, salts, seed }, index) => {
    const own = parts.map((part, place): FieldPart => {
      if ("hash" in part) return part;
      const salt = salts.subarray(place * SALT_BYTES, (place + 1) * SALT_BYTES);
      return { path: part.path, salt, text: bytes.subarray(part.start, part.end) };
    });
    const body = fromElement(bodies.subarray(index * ELEMENT_BYTES, (index + 1) * ELEMENT_BYTES));
    return { kind: "shown", position, className, locator, body, parts: own, seed };
  });
}
