import { JsonObject } from "../json/nodes.ts";
import type { Validation } from "./Validation.ts";

/** Rules of contained resources (R4 DomainResource): dom-2 no nesting, dom-3 pointed to, dom-4 no version, dom-5 no security label. */
export function checkContained(validation: Validation, node: JsonObject): void {
  const { scope } = validation;
  node.items("contained").forEach((resource, index) => {
    if (!(resource instanceof JsonObject)) return;
    const report = (rule: string, message: string, hint: string): void =>
      validation.report({ rule, step: `contained[${index}]`, message, hint });
    const meta = resource.object("meta");
    if (resource.has("contained"))
      report("dom-2", "contains further resources", "Move them up into the container.");
    if (meta?.has("versionId") === true || meta?.has("lastUpdated") === true) {
      report(
        "dom-4",
        "has meta.versionId or meta.lastUpdated, which only its container may have",
        "Remove both.",
      );
    }
    if (meta?.has("security") === true) report("dom-5", "has a security label", "Put it on the container.");
    const id = resource.string("id");
    const pointedTo =
      (id !== undefined && scope?.localTargets.has(id)) === true || scope?.pointBack.has(index) === true;
    if (!pointedTo)
      report(
        "dom-3",
        "is not referred to from anywhere in its container",
        'Refer to it by "#" and its id, or remove it.',
      );
  });
}
