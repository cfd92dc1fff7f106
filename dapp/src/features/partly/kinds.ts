import type { HidingOffer } from "../../engine/partly/hiding.ts";
import type { GroupKey } from "../record/index.ts";

/** What people call kinds of resources; those with the same name are chosen together. */
export type KindName = GroupKey | "measurements" | "person" | "cover";

export interface NamedKind {
  readonly name: KindName;
  readonly keys: readonly string[];
  readonly count: number;
}

/** By name, most first. @param groupOf where resources of a type are looked for */
export function namedKinds(
  kinds: HidingOffer["kinds"],
  groupOf: (type: string) => GroupKey,
): readonly NamedKind[] {
  return [...Map.groupBy(kinds, ({ type }) => nameOf(type, groupOf))]
    .map(([name, members]) => ({
      name,
      keys: members.map(({ key }) => key),
      count: members.reduce((sum, { count }) => sum + count, 0),
    }))
    .toSorted((a, b) => b.count - a.count);
}

function nameOf(type: string, groupOf: (type: string) => GroupKey): KindName {
  if (type === "Observation") return "measurements";
  if (type === "Patient") return "person";
  return type === "Bundle" || type === "BundleEntry" ? "cover" : groupOf(type);
}
