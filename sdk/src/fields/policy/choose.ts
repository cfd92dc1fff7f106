import type { FieldPolicy } from "../types.ts";

/** Which policies allow a change, and what stands in the way. */
export interface PolicyChoice<P> {
  /** The one with the fewest classes of those that allow all of it; null where none does. */
  readonly policy: P | null;
  /** Classes that none of the policies allows; empty also where they allow everything, but no single one does. */
  readonly outside: readonly string[];
}

/** Chooses the smallest policy that allows all classes of a change, so that the patient permits no more than is needed. */
export function choosePolicy<P extends { readonly policy: Pick<FieldPolicy, "classes"> }>(
  classNames: readonly string[],
  policies: readonly P[],
): PolicyChoice<P> {
  const changed = [...new Set(classNames)];
  const allows = ({ policy }: P, name: string): boolean => policy.classes.includes(name);
  const fitting = policies
    .filter((each) => changed.every((name) => allows(each, name)))
    .toSorted((a, b) => a.policy.classes.length - b.policy.classes.length);
  return {
    policy: fitting[0] ?? null,
    outside: changed.filter((name) => !policies.some((each) => allows(each, name))),
  };
}
