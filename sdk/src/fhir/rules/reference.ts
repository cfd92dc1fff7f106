import type { JsonObject } from "../json/nodes.ts";
import type { ElementRule } from "../schema/Schema.ts";
import type { Validation } from "./Validation.ts";

/** ref-1 for local references, which must resolve within the resource; others are looked up when everything has been read. */
export function validateReference(validation: Validation, node: JsonObject, rule: ElementRule): void {
  const reference = node.string("reference");
  if (reference === undefined) return;
  if (!reference.startsWith("#"))
    return validation.references.add(reference, rule.targets, () => validation.path);
  const { scope } = validation;
  if (scope === undefined) return;
  if (reference === "#") {
    if (scope.contained !== undefined) scope.pointBack.add(scope.contained);
    return;
  }
  scope.localTargets.add(reference.slice(1));
  if (scope.containedIds.has(reference.slice(1))) return;
  validation.report({
    rule: "ref-1",
    step: "reference",
    message: "points to a contained resource that is not there",
    hint: "Add the resource with this id under contained, or point elsewhere.",
    owner: node,
    index: node.keys.indexOf("reference"),
  });
}
