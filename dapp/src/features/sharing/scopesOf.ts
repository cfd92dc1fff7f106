import type { SharedScope } from "@medlattice/sdk/person";
import type { What } from "./WhatStep.tsx";

interface Places {
  readonly places: readonly number[];
}

/** One grant for each kind of record and institution; or the one record. */
export function scopesOf(options: {
  readonly what: What;
  readonly reader: Places;
  readonly record: {
    readonly chainId: number;
    readonly recordId: `0x${string}`;
    readonly category: string;
    readonly title: string;
  } | null;
  readonly nameOf: (category: string) => string;
}): readonly SharedScope[] {
  const { what, reader, record, nameOf } = options;
  if (what.kind === "record") return record === null ? [] : [{ kind: "record", ...record }];
  return what.categories.flatMap((category) =>
    reader.places.map(
      (chainId) => ({ kind: "category", chainId, category, title: nameOf(category) }) as const,
    ),
  );
}
