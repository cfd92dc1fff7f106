import type { CutPart } from "./cut/cut.ts";
import { fromElement } from "./elements.ts";
import { bodiesOf, SALT_BYTES, saltsOf } from "./parts.ts";
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

/** The same with what its leaf is made from. */
export interface SaltedSection extends ReadSection {
  readonly seed: Uint8Array | null;
  /** One behind the other; nothing of use where the hash alone is known. */
  readonly salts: Uint8Array;
  /** An element. */
  readonly body: Uint8Array;
}

const NONE = new Uint8Array(0);

/** Salts and hashes a group of sections: salts come from their seeds, or with the parts. */
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
  const salted = sections.map((section, index) => {
    const seed = own[index] ?? null;
    const salts =
      seed === null ? new Uint8Array(section.parts.length * SALT_BYTES) : (derived[index] ?? NONE);
    for (const [place, part] of section.parts.entries())
      if ("path" in part && part.salt !== undefined) salts.set(part.salt, place * SALT_BYTES);
    return { ...section, seed, salts };
  });
  const bodies = bodiesOf(batch, salted);
  return salted.map((section, index) => ({ ...section, body: bodies[index] ?? NONE }));
}

/** As `readFields` gives it. */
export function shownSection(section: SaltedSection): ShownSection {
  const { position, className, locator, parts, bytes, salts, seed, body } = section;
  const own = parts.map((part, index): FieldPart => {
    if ("hash" in part) return part;
    const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
    return { path: part.path, salt, text: bytes.subarray(part.start, part.end) };
  });
  return { kind: "shown", position, className, locator, body: fromElement(body), parts: own, seed };
}
