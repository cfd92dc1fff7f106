import { InvalidInputError } from "../../errors/index.ts";
import { FIELD_DEPTH, POLICY_DEPTH, SLOTS } from "../constants.ts";
import { classField, locatorField } from "../elements.ts";
import type { AmendmentSlot, AmendmentStep, FieldDocument, FieldPolicy, FieldSection } from "../types.ts";

/**
 * The inputs of the bounded-correction circuit (rule 12): a chain of steps of at most 4 slots from the old tree to the new one, each slot
 * with its path in the tree that the slots before it have left. No step when nothing changed.
 *
 * @throws InvalidInputError AMENDMENT_OUTSIDE_POLICY (facts.className) | AMENDMENT_NOT_BOUNDED: a field got another class or locator
 */
export function amendmentWitness(
  previous: FieldDocument,
  next: FieldDocument,
  policy: FieldPolicy,
): readonly AmendmentStep[] {
  const steps: AmendmentStep[] = [];
  let { tree } = previous;
  const changes = changesOf(previous, next);
  for (let from = 0; from < changes.length; from += SLOTS) {
    const oldRoot = tree.root;
    const slots = changes.slice(from, from + SLOTS).map(({ before, after }): AmendmentSlot => {
      const { position, className, locator, body } = after;
      const allowed = policy.pathOf(className);
      if (allowed === null) throw outside(className);
      const slot: AmendmentSlot = {
        enabled: true,
        position,
        class: classField(className),
        locator: locatorField(locator),
        oldBody: before?.body ?? 0n,
        newBody: body,
        isNew: before === null,
        path: tree.pathOf(position),
        policyPosition: allowed.position,
        policyPath: allowed.path,
      };
      tree = tree.with(position, next.tree.leafAt(position));
      return slot;
    });
    while (slots.length < SLOTS) slots.push(UNUSED);
    steps.push({ oldRoot, newRoot: tree.root, slots });
  }
  if (tree.root !== next.root) throw notBounded();
  return steps;
}

type Named = Exclude<FieldSection, { kind: "hidden" }>;

interface Change {
  /** Null where the leaf was absent. */
  readonly before: Named | null;
  readonly after: Named;
}

function changesOf(previous: FieldDocument, next: FieldDocument): Change[] {
  const changes: Change[] = [];
  const size = Math.max(previous.sections.length, next.sections.length);
  for (let position = 0; position < size; position++) {
    if (previous.tree.leafAt(position) === next.tree.leafAt(position)) continue;
    const [before = null, after] = [previous.sections[position], next.sections[position]];
    if (after === undefined || after.kind === "hidden" || before?.kind === "hidden") throw notBounded();
    const isSamePlace =
      before === null || (before.className === after.className && before.locator === after.locator);
    if (!isSamePlace) throw notBounded();
    changes.push({ before, after });
  }
  return changes;
}

const siblings = (depth: number) => Array.from({ length: depth }, () => [0n, 0n, 0n] as const);

const UNUSED: AmendmentSlot = {
  enabled: false,
  position: 0,
  class: 0n,
  locator: 0n,
  oldBody: 0n,
  newBody: 0n,
  isNew: false,
  path: siblings(FIELD_DEPTH),
  policyPosition: 0,
  policyPath: siblings(POLICY_DEPTH),
};

function outside(className: string): InvalidInputError {
  return new InvalidInputError(
    "AMENDMENT_OUTSIDE_POLICY",
    "The policy does not allow this kind of field to be amended.",
    {
      facts: { className },
      hints: ["Choose a policy that allows it, or replace the record as a whole."],
    },
  );
}

function notBounded(): InvalidInputError {
  return new InvalidInputError(
    "AMENDMENT_NOT_BOUNDED",
    "The new fields are not an amendment of the old ones.",
    {
      hints: ["Make them with `correctFields`, so that places and classes are kept."],
    },
  );
}
