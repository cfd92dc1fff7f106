import { InvalidInputError } from "../../errors/index.ts";
import { MAX_POLICY_CLASSES, POLICY_DEPTH } from "../constants.ts";
import { classField } from "../elements.ts";
import { fieldTree } from "../tree.ts";
import type { FieldPolicy } from "../types.ts";

/** Longest name of a class in a policy. */
export const MAX_CLASS_LENGTH = 256;

/**
 * The classes that an amendment may touch as a Poseidon tree: their fields ascending, the rest 0 (0 is no class). The empty policy
 * allows nothing.
 *
 * @throws InvalidInputError POLICY_INVALID (facts.reason)
 * @example await fieldPolicy(["Observation.valueQuantity", "Observation.status"])
 */
export async function fieldPolicy(classes: readonly string[]): Promise<FieldPolicy> {
  if (classes.length > MAX_POLICY_CLASSES) throw invalid("size");
  if (classes.some((name) => name.length === 0 || name.length > MAX_CLASS_LENGTH)) throw invalid("name");
  if (new Set(classes).size !== classes.length) throw invalid("twice");
  const sorted = classes
    .map((name) => ({ name, field: classField(name) }))
    .toSorted((a, b) => (a.field < b.field ? -1 : 1));
  const tree = await fieldTree(
    sorted.map(({ field }) => field),
    POLICY_DEPTH,
  );
  const places = new Map(sorted.map(({ name }, position) => [name, position]));
  return {
    classes: sorted.map(({ name }) => name),
    root: tree.root,
    pathOf: (className) => {
      const position = places.get(className);
      return position === undefined ? null : { position, path: tree.pathOf(position) };
    },
  };
}

function invalid(reason: string): InvalidInputError {
  return new InvalidInputError("POLICY_INVALID", "The policy is not a list of up to 256 different classes.", {
    facts: { reason },
  });
}
