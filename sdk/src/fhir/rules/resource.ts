import { JsonArray } from "../json/nodes.ts";
import type { JsonObject } from "../json/nodes.ts";
import { BundleCheck } from "./BundleCheck.ts";
import { checkContained } from "./contained.ts";
import { validateElements } from "./element.ts";
import { nearestName } from "./nearestName.ts";
import type { ResourceScope, TypedNode, Validation } from "./Validation.ts";

/** Checks a resource: the document's own, an entry's, a contained one or a parameter's. */
export function validateResource(validation: Validation, node: JsonObject): void {
  const type = resourceType(validation, node);
  if (type === undefined) return;
  if (type !== "Bundle") return validateMembers(validation, node, type);
  const entries = node.get("entry");
  const check = new BundleCheck(validation, node);
  check.begin(node.items("entry").length);
  if (entries instanceof JsonArray) {
    entries.items.forEach((entry, index) => check.entry(entry, index, { owner: entries, index }));
  }
  check.end();
}

/** Checks the resource's own elements, what it contains, and its invariants. `skip` names a member checked elsewhere. */
export function validateMembers(validation: Validation, node: JsonObject, type: string, skip?: string): void {
  const rules = validation.schema.type(type);
  if (rules === undefined) throw new Error(`The schema has no type ${type}`);
  const { scope: outerScope, resource: outerResource } = validation;
  const contained = outerScope === undefined ? undefined : containedIndex(validation);
  validation.resource = { type, node };
  if (outerScope === undefined || contained === undefined) validation.scope = newScope(validation.resource);
  else outerScope.contained = contained;
  const before = validation.problems.length;
  validateElements(validation, node, rules, {
    isResource: true,
    ...(skip === undefined ? {} : { skip }),
  });
  if (contained === undefined) checkContained(validation, node);
  if (validation.problems.length === before)
    validation.invariants.check(validation, rules.invariants, { type, value: node });
  if (outerScope !== undefined) outerScope.contained = undefined;
  validation.scope = outerScope;
  validation.resource = outerResource;
}

function newScope(root: TypedNode): ResourceScope {
  const ids = root.node.objects("contained").flatMap((each) => each.string("id") ?? []);
  return {
    root,
    containedIds: new Set(ids),
    localTargets: new Set(),
    pointBack: new Set(),
    contained: undefined,
  };
}

/** Position of the resource being read among its container's `contained`; undefined if it stands on its own. */
function containedIndex({ path }: Validation): number | undefined {
  const match = /\.contained\[(\d+)\]$/.exec(path);
  return match === null ? undefined : Number(match[1]);
}

/** The resource's type if R4 knows it; else a problem is noted. */
export function resourceType(validation: Validation, node: JsonObject): string | undefined {
  const type = node.get("resourceType");
  if (typeof type === "string" && validation.schema.resources.has(type)) return type;
  const near = typeof type === "string" ? nearestName(type, validation.schema.resources) : undefined;
  validation.report({
    rule: "resource-type",
    step: "resourceType",
    message:
      type === undefined ? "is missing, so this is not a FHIR resource" : "does not name a resource of R4",
    hint:
      near === undefined
        ? "Write the name of an R4 resource, such as Patient or Bundle."
        : `Did you mean ${near}?`,
    owner: node,
    index: node.keys.indexOf("resourceType"),
  });
  return undefined;
}
