import type { JsonValue } from "../json/nodes.ts";
import type { Validation } from "../rules/Validation.ts";
import type { Schema } from "../schema/Schema.ts";
import { evaluate, truth } from "./evaluate.ts";
import type { Item } from "./items.ts";
import { parseExpression } from "./syntax.ts";
import type { Expression } from "./syntax.ts";

interface Invariant {
  readonly key: string;
  readonly severity: string;
  readonly human: string;
  readonly expression: Expression;
}

/**
 * Needs what a file alone does not have: ctm-1 follows references to other resources. The rest of R4's invariants that
 * are not checked in code are evaluated as they are written.
 */
const NOT_CHECKED = new Set(["ctm-1"]);

/** Evaluates the invariants of R4 on elements that are structurally sound. Each is parsed when first met. */
export class InvariantChecker {
  private readonly schema: Schema;
  private readonly parsed = new Map<string, Invariant | undefined>();

  constructor(schema: Schema) {
    this.schema = schema;
  }

  check(validation: Validation, keys: readonly string[], node: { type: string; value: JsonValue }): void {
    for (const key of keys) {
      const invariant = this.invariant(key);
      if (invariant === undefined || this.holds(invariant, validation, node)) continue;
      if (invariant.severity === "w") {
        validation.warnings.add({ rule: invariant.key, path: validation.path, message: invariant.human });
      } else {
        validation.report({
          rule: invariant.key,
          message: `breaks the rule ${invariant.key} of R4: ${invariant.human.replace(/\.$/, "")}`,
          hint: "Change the element so that the rule holds.",
        });
      }
    }
  }

  /** A rule about which nothing can be said (other units, other precision of dates) counts as kept. */
  private holds(
    { expression }: Invariant,
    validation: Validation,
    { type, value }: { type: string; value: JsonValue },
  ): boolean {
    const context: Item = { type, value };
    const resource = itemOf(validation.resource) ?? context;
    const rootResource = itemOf(validation.scope?.root) ?? resource;
    const result = evaluate(expression, [context], {
      schema: this.schema,
      variables: { context, resource, rootResource },
      self: undefined,
    });
    return truth(result) !== false;
  }

  private invariant(name: string): Invariant | undefined {
    if (!this.parsed.has(name)) this.parsed.set(name, this.parse(name));
    return this.parsed.get(name);
  }

  private parse(name: string): Invariant | undefined {
    const key = name.replace(/~\d+$/, "");
    const known = this.schema.invariants[name];
    if (known === undefined || NOT_CHECKED.has(key)) return undefined;
    const [severity, source, human] = known;
    return { key, severity, human, expression: parseExpression(source) };
  }
}

function itemOf(typed: Validation["resource"]): Item | undefined {
  return typed === undefined ? undefined : { type: typed.type, value: typed.node };
}
