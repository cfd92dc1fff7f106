import assert from "node:assert/strict";
import { MedLatticeError } from "../errors/index.ts";

/** Predicate for `assert.throws` and `assert.rejects`: one of ours, with this code. */
export function withCode(code: string, facts: Record<string, string | number | boolean> = {}) {
  return (error: unknown): true => {
    assert.ok(error instanceof MedLatticeError, `expected ${code}, got ${String(error)}`);
    assert.equal(error.code, code);
    for (const [name, value] of Object.entries(facts)) assert.equal(error.facts[name], value, name);
    return true;
  };
}

/** Everything of an error that could reach a log: message, facts, hints, stack, and all its causes. */
export function visibleTextOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = JSON.stringify([error, error.message, error.stack, error.name]);
  return error.cause === undefined ? own : own + visibleTextOf(error.cause);
}
