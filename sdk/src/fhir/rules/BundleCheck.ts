import { describeJson, JsonObject } from "../json/nodes.ts";
import type { JsonArray, JsonValue } from "../json/nodes.ts";
import { checkBundle, checkEntry } from "./bundleRules.ts";
import { validateElements } from "./element.ts";
import { ReferenceCollector } from "./references.ts";
import type { ReferenceSink } from "./references.ts";
import { validateMembers } from "./resource.ts";
import type { Validation } from "./Validation.ts";

/** What is kept of an entry when its resource has been checked and let go. */
export interface EntryDigest {
  readonly fullUrl: string | undefined;
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly versionId: string | undefined;
}

/** Checks a Bundle entry by entry: `begin`, then `entry` for each in order, then `end`. Holds one entry's tree at a time. */
export class BundleCheck {
  private readonly validation: Validation;
  private readonly node: JsonObject;
  private readonly outerReferences: ReferenceSink;
  private readonly references = new ReferenceCollector();
  private readonly digests: EntryDigest[] = [];

  /** @param node the Bundle; the items of its `entry` are not looked at */
  constructor(validation: Validation, node: JsonObject) {
    this.validation = validation;
    this.node = node;
    this.outerReferences = validation.references;
  }

  /** Checks the Bundle's own elements. An `entry` that is no array, or an empty one, is a problem of its own. */
  begin(entryCount: number): void {
    validateMembers(this.validation, this.node, "Bundle", entryCount > 0 ? "entry" : undefined);
    this.validation.references = this.references;
  }

  /** @param place the entry's container and index there */
  entry(value: JsonValue, index: number, place: { owner: JsonObject | JsonArray; index: number }): void {
    this.validation.within(`entry[${index}]`, place.owner, place.index, () => {
      const rules = this.validation.schema.type("Bundle.entry");
      if (rules === undefined) throw new Error("The schema has no type Bundle.entry");
      if (!(value instanceof JsonObject)) {
        const message = `must be an object, not ${describeJson(value)}`;
        const hint = "Write the entry in braces { }.";
        return this.validation.report({ rule: "object-required", message, hint });
      }
      const digest = digestOf(value);
      this.digests.push(digest);
      this.references.enterEntry(digest.fullUrl);
      validateElements(this.validation, value, rules);
      checkEntry(this.validation, this.node, value);
    });
  }

  end(): void {
    checkBundle(this.validation, this.node, this.digests);
    this.references.resolve(this.digests, this.validation.warnings);
    this.validation.references = this.outerReferences;
  }
}

function digestOf(entry: JsonObject): EntryDigest {
  const resource = entry.object("resource");
  return {
    fullUrl: entry.string("fullUrl"),
    type: resource?.string("resourceType"),
    id: resource?.string("id"),
    versionId: resource?.object("meta")?.string("versionId"),
  };
}
