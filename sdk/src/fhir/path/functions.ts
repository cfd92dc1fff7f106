import { applyType, contains, distinct, evaluate, truth } from "./evaluate.ts";
import type { Environment } from "./evaluate.ts";
import { boolean, children, descendants, integer, string, textOf } from "./items.ts";
import type { Item } from "./items.ts";
import type { Expression } from "./syntax.ts";

interface Call {
  readonly items: readonly Item[];
  readonly args: readonly Expression[];
  readonly environment: Environment;
  /** The collection the arguments of a plain function are evaluated on. */
  readonly outer: readonly Item[];
}

export function isSupported(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** Calls one of FHIRPath's functions. @throws Error for one that no invariant of R4 uses; a test tries them all */
export function callFunction(
  name: string,
  items: readonly Item[],
  args: readonly Expression[],
  environment: Environment,
  outer: readonly Item[],
): readonly Item[] {
  const call = FUNCTIONS.get(name);
  if (call === undefined) throw new Error(`FHIRPath function ${name} is not supported`);
  return call({ items, args, environment, outer });
}

/** Whether the argument holds for an item, which is then `$this`. */
function holds({ args: [condition], environment }: Call, item: Item): boolean {
  return (
    condition !== undefined && truth(evaluate(condition, [item], { ...environment, self: item })) === true
  );
}

function argument({ args, environment, outer }: Call, index = 0): readonly Item[] {
  const expression = args[index];
  return expression === undefined ? [] : evaluate(expression, outer, environment);
}

/** A function of one text and the text of its argument. */
const onText =
  (work: (text: string, argument: string, second: string) => Item) =>
  (call: Call): readonly Item[] => {
    const [first] = call.items;
    const text = first === undefined ? undefined : textOf(first);
    const [given] = argument(call);
    const [second] = argument(call, 1);
    const value = given === undefined ? undefined : textOf(given);
    if (text === undefined || value === undefined) return [];
    return [work(text, value, second === undefined ? "" : (textOf(second) ?? ""))];
  };

function typeArgument({ args: [type] }: Call): string {
  if (type?.kind !== "member") throw new Error("A type must be named here");
  return type.name;
}

/** R4's invariants mean the whole text when they say `matches` (Java's String.matches, on which they were tried). */
function matchesWhole(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}

type PathFunction = (call: Call) => readonly Item[];

const FUNCTIONS: ReadonlyMap<string, PathFunction> = new Map<string, PathFunction>([
  [
    "exists",
    (call) => [
      boolean(call.args.length === 0 ? call.items.length > 0 : call.items.some((item) => holds(call, item))),
    ],
  ],
  ["empty", ({ items }) => [boolean(items.length === 0)]],
  ["count", ({ items }) => [integer(items.length)]],
  [
    "not",
    ({ items }) => {
      const value = truth(items);
      return value === undefined ? [] : [boolean(!value)];
    },
  ],
  [
    "hasValue",
    ({ items: [first, second] }) => [
      boolean(first !== undefined && second === undefined && textOf(first) !== undefined),
    ],
  ],
  ["all", (call) => [boolean(call.items.every((item) => holds(call, item)))]],
  ["allFalse", ({ items }) => [boolean(items.every((item) => item.value === false))]],
  ["where", (call) => call.items.filter((item) => holds(call, item))],
  [
    "select",
    ({ items, args: [projection], environment }) =>
      projection === undefined
        ? []
        : items.flatMap((item) => evaluate(projection, [item], { ...environment, self: item })),
  ],
  ["first", ({ items }) => items.slice(0, 1)],
  ["tail", ({ items }) => items.slice(1)],
  ["isDistinct", ({ items }) => [boolean(isDistinct(items))]],
  [
    "intersect",
    (call) => {
      const other = argument(call);
      return distinct(call.items.filter((item) => contains(other, item)));
    },
  ],
  ["combine", (call) => [...call.items, ...argument(call)]],
  ["children", ({ items, environment }) => items.flatMap((item) => children(environment.schema, item))],
  ["descendants", ({ items, environment }) => items.flatMap((item) => descendants(environment.schema, item))],
  ["is", (call) => applyType("is", call.items, typeArgument(call), call.environment.schema)],
  ["as", (call) => applyType("as", call.items, typeArgument(call), call.environment.schema)],
  ["ofType", (call) => applyType("as", call.items, typeArgument(call), call.environment.schema)],
  ["iif", (call) => (truth(argument(call)) === true ? argument(call, 1) : argument(call, 2))],
  ["trace", ({ items }) => items],
  ["startsWith", onText((text, start) => boolean(text.startsWith(start)))],
  ["contains", onText((text, part) => boolean(text.includes(part)))],
  ["matches", onText((text, pattern) => boolean(matchesWhole(text, pattern)))],
  [
    "replaceMatches",
    onText((text, pattern, replacement) => string(text.replace(new RegExp(pattern, "g"), replacement))),
  ],
  [
    "toString",
    ({ items: [first] }) => {
      const text = first === undefined ? undefined : textOf(first);
      return text === undefined ? [] : [string(text)];
    },
  ],
  [
    "toInteger",
    ({ items: [first] }) => {
      const text = first === undefined ? undefined : textOf(first);
      return text !== undefined && /^[+-]?\d+$/.test(text) ? [integer(Number(text))] : [];
    },
  ],
]);

/** Compares texts by a set: lists of codes and ids can be long. */
function isDistinct(items: readonly Item[]): boolean {
  const texts = items.map(textOf);
  if (texts.every((text) => text !== undefined)) return new Set(texts).size === texts.length;
  return distinct(items).length === items.length;
}
