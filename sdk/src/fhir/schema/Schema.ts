import { isPrimitive } from "../rules/primitives.ts";
import type { CodesBySystem, ElementEntry, SchemaFile, TypeEntry } from "./types.ts";

/** One type an element may have, under the JSON name it then has (`value[x]` as a string is `valueString`). */
export interface ElementRule {
  /** Name in FHIRPath: `value`. */
  readonly name: string;
  /** Name as a step of a location: `value.ofType(string)`. */
  readonly step: string;
  /** Name in JSON: `valueString`. */
  readonly jsonName: string;
  /** Name in the definition: `value[x]`. */
  readonly definedName: string;
  /** Name of the type as the schema knows it: `string`, `HumanName`, `Patient.contact`, `SimpleQuantity`. */
  readonly type: string;
  readonly primitive: boolean;
  readonly min: number;
  /** -1: no limit. */
  readonly max: number;
  /** Resource types a reference may point to; empty: any. */
  readonly targets: readonly string[];
  readonly codes: BoundCodes | undefined;
  readonly invariants: readonly string[];
}

/** Codes that an element with a required binding may hold. */
export interface BoundCodes {
  readonly url: string;
  /** Codes of all systems: what a bare `code` may be. */
  readonly codes: ReadonlySet<string>;
  /** `system|code`: what a Coding must be. */
  readonly codings: ReadonlySet<string>;
}

export interface TypeRules {
  readonly name: string;
  readonly byJsonName: ReadonlyMap<string, ElementRule>;
  /** All rules of an element; more than one for a choice. */
  readonly byName: ReadonlyMap<string, readonly ElementRule[]>;
  /** Elements that must be there, each with all its rules. */
  readonly required: readonly (readonly ElementRule[])[];
  /** Elements with a choice of types, of which only one may be used. */
  readonly choices: readonly (readonly ElementRule[])[];
  readonly invariants: readonly string[];
}

/** Types that `value[x]` of any data type may take (R4 §2.1.24.0.1, open type element). */
const OPEN_TYPES =
  "base64Binary|boolean|canonical|code|date|dateTime|decimal|id|instant|integer|markdown|oid|positiveInt|string|time|unsignedInt|uri|url|uuid|" +
  "Address|Age|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|Count|Distance|Duration|HumanName|Identifier|Money|Period|" +
  "Quantity|Range|Ratio|Reference|SampledData|Signature|Timing|ContactDetail|Contributor|DataRequirement|Expression|" +
  "ParameterDefinition|RelatedArtifact|TriggerDefinition|UsageContext|Dosage|Meta";

const TYPE = /^(\.?[^:(]+)(?::([^(]+))?(?:\((.+)\))?$/;

/** The generated schema, with each type's rules worked out when the type is first met. */
export class Schema {
  readonly resources: ReadonlySet<string>;
  readonly invariants: SchemaFile["invariants"];
  private readonly file: SchemaFile;
  private readonly types = new Map<string, TypeRules>();
  private readonly bound = new Map<string, BoundCodes>();

  constructor(file: SchemaFile) {
    this.file = file;
    this.resources = new Set(file.resources);
    this.invariants = file.invariants;
  }

  /** Rules of a resource, data type or inline element; undefined if R4 has none of that name. */
  type(name: string): TypeRules | undefined {
    const known = this.types.get(name);
    if (known !== undefined) return known;
    const entry = Object.hasOwn(this.file.types, name) ? this.file.types[name] : undefined;
    if (entry === undefined) return undefined;
    const rules = this.compile(name, entry);
    this.types.set(name, rules);
    return rules;
  }

  /** Whether `name` is `ancestor` or derives from it. */
  isA(name: string, ancestor: string): boolean {
    for (let each: string | undefined = name; each !== undefined; each = this.file.types[each]?.p) {
      if (each === ancestor) return true;
    }
    return false;
  }

  private compile(name: string, entry: TypeEntry): TypeRules {
    const elements = new Map<string, ElementEntry>();
    for (const each of this.lineage(entry)) for (const element of each.e) elements.set(element[0], element);
    const groups = [...elements.values()].map((element) => this.rules(element));
    const all = groups.flat();
    return {
      name,
      byJsonName: new Map(all.map((rule) => [rule.jsonName, rule])),
      byName: new Map(
        groups.flatMap((group) => group.slice(0, 1).map(({ name: key }) => [key, group] as const)),
      ),
      required: groups.filter((group) => (group[0]?.min ?? 0) > 0),
      choices: groups.filter((group) => group.length > 1),
      invariants: entry.c ?? [],
    };
  }

  /** The type with its ancestors, eldest first. */
  private lineage(entry: TypeEntry): TypeEntry[] {
    const parent = entry.p === undefined ? undefined : this.file.types[entry.p];
    return parent === undefined ? [entry] : [...this.lineage(parent), entry];
  }

  private rules([definedName, min, max, types, valueSet, invariants]: ElementEntry): ElementRule[] {
    const name = definedName.replace("[x]", "");
    const choice = name !== definedName;
    return (types === "*" ? OPEN_TYPES : types).split("|").map((text) => {
      const [, code = "", profile, targets] = TYPE.exec(text) ?? [];
      const type =
        profile !== undefined && this.file.types[profile] !== undefined ? profile : code.replace(/^\./, "");
      return {
        name,
        step: choice ? `${name}.ofType(${code})` : name,
        jsonName: choice ? name + code.charAt(0).toUpperCase() + code.slice(1) : name,
        definedName,
        type,
        primitive: isPrimitive(type),
        min,
        max,
        targets: targets === undefined || targets === "Resource" ? [] : targets.split(","),
        codes: this.codes(valueSet, type),
        invariants: invariants ?? [],
      };
    });
  }

  private codes(valueSet: string | undefined, type: string): BoundCodes | undefined {
    if (valueSet === undefined || valueSet === "" || (type !== "code" && type !== "CodeableConcept"))
      return undefined;
    const known = this.bound.get(valueSet);
    if (known !== undefined) return known;
    const systems: CodesBySystem = this.file.valueSets[valueSet] ?? {};
    const codes = {
      url: valueSet,
      codes: new Set(Object.values(systems).flat()),
      codings: new Set(
        Object.entries(systems).flatMap(([system, list]) => list.map((code) => `${system}|${code}`)),
      ),
    };
    this.bound.set(valueSet, codes);
    return codes;
  }
}
