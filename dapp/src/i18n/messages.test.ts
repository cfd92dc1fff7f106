import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { messages as english } from "./messages/en/index.ts";
import { messages as chinese } from "./messages/zh/index.ts";

describe("messages", () => {
  const en = leavesOf(english);
  const zh = leavesOf(chinese);

  it("have the same keys in both languages", () => {
    assert.deepEqual([...zh.keys()].toSorted(), [...en.keys()].toSorted());
  });
  it("have the same placeholders in both languages", () => {
    const differing = [...en].filter(([key, words]) => {
      return placeholders(words) !== placeholders(zh.get(key) ?? "");
    });
    assert.deepEqual(differing, []);
  });
  it("are all said", () => {
    const silent = [...en, ...zh].filter(([, words]) => words.trim() === "");
    assert.deepEqual(silent, []);
  });
  it("are in Chinese where they should be", () => {
    // What is the same in both is a name.
    const same = [...en].filter(([key, words]) => zh.get(key) === words && /[a-z]{2}/.test(words));
    assert.deepEqual(
      same.map(([, words]) => words).filter((words) => !/MedLattice|\{/.test(words)),
      [],
    );
  });
});

function leavesOf(tree: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
      const at = path === "" ? key : `${path}.${key}`;
      if (typeof value === "string") return [[at, value] as const];
      return typeof value === "object" && value !== null ? [...leavesOf(value, at)] : [];
    }),
  );
}

/** Names of arguments and tags, sorted; the order of words differs between languages. */
function placeholders(words: string): string {
  const names = new Set<string>();
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if (element.type === TYPE.tag) visit(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) visit(option.value);
      }
    }
  };
  visit(parse(words));
  return [...names].toSorted().join(" ");
}
