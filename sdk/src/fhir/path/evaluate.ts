import type { Schema } from "../schema/Schema.ts";
import { compare, isEqual } from "./compare.ts";
import { callFunction } from "./functions.ts";
import { boolean, childrenNamed, integer, numberOf, string, textOf, typeOf } from "./items.ts";
import type { Item } from "./items.ts";
import type { Expression } from "./syntax.ts";

export interface Environment {
  readonly schema: Schema;
  /** `%resource`, `%rootResource`, `%context`. */
  readonly variables: Readonly<Record<string, Item>>;
  /** `$this` of the innermost function. */
  readonly self: Item | undefined;
}

/** Constants that FHIRPath in FHIR defines (R4 §2.10.1). */
const CONSTANTS: Readonly<Record<string, string>> = { ucum: "http://unitsofmeasure.org" };
const SYSTEM_TYPES: Readonly<Record<string, string>> = {
  Boolean: "boolean",
  String: "string",
  Integer: "integer",
  Decimal: "decimal",
};

/** Evaluates an expression on a collection. */
export function evaluate(
  expression: Expression,
  focus: readonly Item[],
  environment: Environment,
): readonly Item[] {
  switch (expression.kind) {
    case "literal":
      return [literal(expression.value)];
    case "this":
      return environment.self === undefined ? focus : [environment.self];
    case "variable": {
      const constant = CONSTANTS[expression.name];
      const variable = environment.variables[expression.name];
      return constant !== undefined ? [string(constant)] : variable === undefined ? [] : [variable];
    }
    case "member":
      return evaluateMember(expression, focus, environment);
    case "call": {
      const target =
        expression.target === undefined ? focus : evaluate(expression.target, focus, environment);
      return callFunction(expression.name, target, expression.args, environment, focus);
    }
    case "type": {
      const target = evaluate(expression.target, focus, environment);
      return applyType(expression.operator, target, expression.type, environment.schema);
    }
    default:
      return evaluateBinary(expression, focus, environment);
  }
}

/** `is`, `as` and `ofType`: by FHIR type, or by FHIRPath's own name of a primitive. */
export function applyType(
  operator: "is" | "as",
  items: readonly Item[],
  type: string,
  schema: Schema,
): readonly Item[] {
  const matches = (item: Item): boolean => {
    const own = typeOf(item);
    return own === type || own === SYSTEM_TYPES[type] || own === `System.${type}` || schema.isA(own, type);
  };
  if (operator === "as") return items.filter(matches);
  const [only] = items;
  return only === undefined ? [] : [boolean(matches(only))];
}

/** What a collection says as a condition: undefined if it says nothing (FHIRPath N1 §4.5). */
export function truth(items: readonly Item[]): boolean | undefined {
  const [only] = items;
  if (only === undefined || items.length > 1) return undefined;
  return typeof only.value === "boolean" ? only.value : true;
}

function literal(value: string | number | boolean): Item {
  if (typeof value === "string") return string(value);
  return typeof value === "number" ? integer(value) : boolean(value);
}

function evaluateMember(
  { target, name }: Extract<Expression, { kind: "member" }>,
  focus: readonly Item[],
  environment: Environment,
): readonly Item[] {
  const from =
    target === undefined
      ? environment.self === undefined
        ? focus
        : [environment.self]
      : evaluate(target, focus, environment);
  // A path may begin with the type it stands on, as in Appointment.status.
  if (target === undefined && from.length === 1 && from.every((item) => typeOf(item) === name)) return from;
  return from.flatMap((item) => childrenNamed(environment.schema, item, name));
}

function evaluateBinary(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  focus: readonly Item[],
  environment: Environment,
): readonly Item[] {
  const a = evaluate(left, focus, environment);
  const b = evaluate(right, focus, environment);
  switch (operator) {
    case "and":
    case "or":
    case "xor":
    case "implies":
      return answer(combine(operator, truth(a), truth(b)));
    case "|":
      return distinct([...a, ...b]);
    case "&":
      return [
        string(a.map((item) => textOf(item) ?? "").join("") + b.map((item) => textOf(item) ?? "").join("")),
      ];
    case "in":
      return a[0] === undefined ? [] : [boolean(contains(b, a[0]))];
    case "contains":
      return b[0] === undefined ? [] : [boolean(contains(a, b[0]))];
    case "=":
    case "!=":
      return a.length === 0 || b.length === 0 ? [] : [boolean(sameCollection(a, b) === (operator === "="))];
    case "+":
      return add(a[0], b[0]);
    default:
      return order(operator, a[0], b[0]);
  }
}

/** Three-valued logic (FHIRPath N1 §6.5). */
function combine(operator: string, a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (operator === "implies") return combine("or", a === undefined ? undefined : !a, b);
  if (operator === "and")
    return a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
  if (operator === "or")
    return a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
  return a === undefined || b === undefined ? undefined : a !== b;
}

function answer(value: boolean | undefined): readonly Item[] {
  return value === undefined ? [] : [boolean(value)];
}

export function contains(items: readonly Item[], wanted: Item): boolean {
  return items.some((item) => isEqual(item, wanted));
}

export function distinct(items: readonly Item[]): Item[] {
  const kept: Item[] = [];
  for (const item of items) if (!contains(kept, item)) kept.push(item);
  return kept;
}

function sameCollection(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index] ?? string("")));
}

function add(a: Item | undefined, b: Item | undefined): readonly Item[] {
  if (a === undefined || b === undefined) return [];
  const numbers = [numberOf(a), numberOf(b)];
  if (numbers[0] !== undefined && numbers[1] !== undefined) return [integer(numbers[0] + numbers[1])];
  return [string((textOf(a) ?? "") + (textOf(b) ?? ""))];
}

function order(operator: string, a: Item | undefined, b: Item | undefined): readonly Item[] {
  const difference = a === undefined || b === undefined ? undefined : compare(a, b);
  if (difference === undefined) return [];
  if (operator === "<") return [boolean(difference < 0)];
  if (operator === "<=") return [boolean(difference <= 0)];
  return [boolean(operator === ">" ? difference > 0 : difference >= 0)];
}
