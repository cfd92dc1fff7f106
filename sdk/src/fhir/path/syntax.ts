/**
 * FHIRPath (HL7, N1) as far as R4's own invariants use it: paths, literals, operators and function calls; no indexer,
 * no dates, no user-defined functions.
 */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "this" }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "member"; readonly target: Expression | undefined; readonly name: string }
  | {
      readonly kind: "call";
      readonly target: Expression | undefined;
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | {
      readonly kind: "type";
      readonly operator: "is" | "as";
      readonly target: Expression;
      readonly type: string;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

interface Token {
  readonly kind: "name" | "number" | "string" | "symbol";
  readonly text: string;
}

const TOKEN =
  /\s*(?:([A-Za-z_$%][\w]*)|`([^`]+)`|([0-9]+(?:\.[0-9]+)?)|'((?:[^'\\]|\\.)*)'|(!=|<=|>=|[=<>.,()|+\-&*]))/y;

/** Operators by how tightly they bind, loosest first (FHIRPath N1 §7.1). */
const LEVELS: readonly (readonly string[])[] = [
  ["implies"],
  ["or", "xor"],
  ["and"],
  ["in", "contains"],
  ["=", "!="],
  ["<", "<=", ">", ">="],
  ["|"],
  ["is", "as"],
  ["+", "-", "&"],
];

/** @throws Error if the expression is not of the subset; a test parses every invariant of the schema */
export function parseExpression(source: string): Expression {
  const tokens = tokenize(source);
  let at = 0;
  const peek = (): string | undefined => (tokens[at]?.kind === "string" ? undefined : tokens[at]?.text);
  const next = (): Token => {
    const token = tokens[at++];
    if (token === undefined) throw new Error(`The expression ends too early: ${source}`);
    return token;
  };
  const expect = (text: string): void => {
    if (next().text !== text) throw new Error(`Expected ${text} in: ${source}`);
  };

  function binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return path();
    let left = binary(level + 1);
    for (let operator = peek(); operator !== undefined && operators.includes(operator); operator = peek()) {
      at++;
      left =
        operator === "is" || operator === "as"
          ? { kind: "type", operator, target: left, type: next().text }
          : { kind: "binary", operator, left, right: binary(level + 1) };
    }
    return left;
  }

  function path(): Expression {
    let result = term(undefined);
    while (peek() === ".") {
      at++;
      result = term(result);
    }
    return result;
  }

  function term(target: Expression | undefined): Expression {
    const token = next();
    if (target === undefined) {
      if (token.kind === "string") return { kind: "literal", value: token.text };
      if (token.kind === "number") return { kind: "literal", value: Number(token.text) };
      if (token.text === "(") {
        const inner = binary(0);
        expect(")");
        return inner;
      }
      if (token.text === "true" || token.text === "false")
        return { kind: "literal", value: token.text === "true" };
      if (token.text === "$this") return { kind: "this" };
      if (token.text.startsWith("%")) return { kind: "variable", name: token.text.slice(1) };
    }
    if (token.kind !== "name") throw new Error(`Unexpected ${token.text} in: ${source}`);
    if (peek() !== "(") return { kind: "member", target, name: token.text };
    at++;
    return { kind: "call", target, name: token.text, args: args() };
  }

  function args(): Expression[] {
    const list: Expression[] = [];
    while (peek() !== ")") {
      list.push(binary(0));
      if (peek() === ",") at++;
    }
    at++;
    return list;
  }

  const expression = binary(0);
  if (at !== tokens.length) throw new Error(`Something follows the expression: ${source}`);
  return expression;
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (match === null) throw new Error(`Unexpected character ${from} in: ${source}`);
    const [, name, quoted, number, string, symbol] = match;
    if (string !== undefined) tokens.push({ kind: "string", text: string.replace(/\\(.)/g, "$1") });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
    else tokens.push({ kind: "name", text: name ?? quoted ?? "" });
  }
  return tokens;
}
