import { InvalidFhirError, MAX_PROBLEMS } from "../errors.ts";
import type { FhirProblem } from "../errors.ts";
import type { JsonReader } from "../json/JsonReader.ts";
import { JsonArray, JsonObject } from "../json/nodes.ts";
import { createPositionFinder } from "../json/position.ts";
import type { Position } from "../json/position.ts";
import { InvariantChecker } from "../path/InvariantChecker.ts";
import type { Schema } from "../schema/Schema.ts";
import { LoneReferences } from "./references.ts";
import type { ReferenceSink } from "./references.ts";
import { Warnings } from "./Warnings.ts";

/** The container that local references (`#id`) are looked up in, while it and what it contains are read. */
export interface ResourceScope {
  readonly root: TypedNode;
  readonly containedIds: ReadonlySet<string>;
  /** Local ids that something in the container points to. */
  readonly localTargets: Set<string>;
  /** Contained resources that point back to their container, by index. */
  readonly pointBack: Set<number>;
  /** Index of the contained resource being read; undefined in the container itself. */
  contained: number | undefined;
}

export interface TypedNode {
  readonly type: string;
  readonly node: JsonObject;
}

export interface ProblemReport {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
  /** A child of the element being read: its step in the path and, if it is there, its index among the members. */
  readonly step?: string;
  readonly owner?: JsonObject | JsonArray;
  readonly index?: number;
}

/** What one validation carries along: where it is, what it found, and what it must still look up. */
export class Validation {
  readonly schema: Schema;
  readonly invariants: InvariantChecker;
  readonly warnings = new Warnings();
  readonly problems: FhirProblem[] = [];
  /** Collects references to check when the whole Bundle has been read. */
  references: ReferenceSink;
  scope: ResourceScope | undefined;
  /** The innermost resource being read: `%resource` of FHIRPath. */
  resource: TypedNode | undefined;
  private readonly reader: JsonReader;
  private readonly position: (index: number) => Position;
  /** The way to the element being read: its steps, and for each step the container and the index in it. */
  private readonly steps: string[];
  private readonly owners: (JsonObject | JsonArray)[];
  private readonly indexes: number[] = [0];
  /** Of the container last asked for: a broken list tends to have many broken items. */
  private places: { readonly owner: JsonObject | JsonArray; readonly starts: readonly number[] } | undefined;

  constructor(dependencies: { schema: Schema; reader: JsonReader; root: JsonObject; rootStep: string }) {
    this.schema = dependencies.schema;
    this.reader = dependencies.reader;
    this.invariants = new InvariantChecker(dependencies.schema);
    this.references = new LoneReferences(this.warnings);
    this.position = createPositionFinder(dependencies.reader.text);
    this.steps = [dependencies.rootStep];
    this.owners = [new JsonArray(dependencies.root.start, [dependencies.root])];
  }

  /** FHIRPath of the element being read. */
  get path(): string {
    return this.steps.join(".");
  }

  /** Runs `work` on a member of `owner`, one step further down the path. */
  within(step: string, owner: JsonObject | JsonArray, index: number, work: () => void): void {
    this.steps.push(step);
    this.owners.push(owner);
    this.indexes.push(index);
    work();
    this.steps.pop();
    this.owners.pop();
    this.indexes.pop();
  }

  /**
   * Notes a problem of the element being read, or of a child of it.
   * @throws InvalidFhirError once there are {@link MAX_PROBLEMS}
   */
  report({ rule, message, hint, step, owner, index }: ProblemReport): void {
    const path = step === undefined ? this.path : `${this.path}.${step}`;
    const child = owner !== undefined && index !== undefined && index >= 0;
    const start = child ? this.startOf(owner, index) : this.currentStart();
    this.problems.push({ rule, path, message, hint, ...this.position(start) });
    if (this.problems.length >= MAX_PROBLEMS) this.finish();
  }

  /** @throws InvalidFhirError FHIR_NOT_R4 if there was any problem */
  finish(): void {
    const [first, ...rest] = this.problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
    if (first !== undefined) throw new InvalidFhirError("FHIR_NOT_R4", [first, ...rest]);
  }

  private currentStart(): number {
    const owner = this.owners.at(-1);
    return owner === undefined ? 0 : this.startOf(owner, this.indexes.at(-1) ?? 0);
  }

  /** A member of an object is shown at its name, an item of an array at itself. */
  private startOf(owner: JsonObject | JsonArray, index: number): number {
    const item = owner instanceof JsonArray ? owner.items[index] : undefined;
    if (item instanceof JsonObject || item instanceof JsonArray) return item.start;
    if (this.places?.owner !== owner) this.places = { owner, starts: this.reader.places(owner) };
    return this.places.starts[index] ?? owner.start;
  }
}
