import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { COMMANDS } from "./commands/index.ts";
import { createFakeTerminal } from "./testing/fakeTerminal.ts";
import { failureOf, medlattice } from "./testing/medlattice.ts";

/** Every command line there is, without its arguments. */
const all = COMMANDS.flatMap((each) =>
  typeof each === "function"
    ? [[each(createFakeTerminal()).name()]]
    : each.commands.map((define) => [each.name, define(createFakeTerminal()).name()]),
);

describe("help", () => {
  it("of the whole names every command and group", async () => {
    const { exitCode, printed, told } = await medlattice(["--help"]);
    assert.equal(exitCode, 0);
    assert.equal(told, "");
    for (const [name = ""] of all) assert.match(printed, new RegExp(`^  ${name}\\b`, "m"));
  });

  it("is what a command line without a command shows", async () => {
    const { exitCode, printed } = await medlattice([]);
    assert.equal(exitCode, 0);
    assert.match(printed, /Usage: medlattice/);
  });

  for (const words of all) {
    it(`of “${words.join(" ")}” has an example, and the options of every command`, async () => {
      const { exitCode, printed, told } = await medlattice([...words, "--help"]);
      assert.equal(exitCode, 0);
      assert.equal(told, "");
      assert.match(printed, new RegExp(`npx medlattice ${words[0] ?? ""} `.trimEnd()));
      for (const option of ["--json", "--state", "--as", "--passphrase-file", "--yes"]) {
        assert.match(printed, new RegExp(option));
      }
    });
  }
});

describe("a wrong command line", () => {
  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ["an unknown command", ["conquer"]],
    ["an unknown command of a group", ["record", "shred"]],
    ["an unknown option", ["network", "--colour"]],
    ["an option without its value", ["network", "--state"]],
    ["a missing argument", ["record", "confirm"]],
    ["an argument too many", ["network", "please"]],
    ["a required option that is missing", ["appointment", "request"]],
    ["a value that is none of those allowed", ["pki", "revoke", "a.example", "--reason", "spite"]],
    ["a number that is none", ["grant", "give", "--to", "Wu", "--record", "0x1a2b", "--uses", "some"]],
    ["a negative number", ["grant", "give", "--to", "Wu", "--record", "0x1a2b", "--uses", "-1"]],
    ["a time that is none", ["grant", "give", "--to", "Wu", "--record", "0x1a2b", "--until", "soon"]],
    [
      "a time that ends before it begins",
      ["grant", "give", "--to", "Wu", "--record", "0x1a2b", "--from", "2d", "--until", "1d"],
    ],
    ["a denial of nothing", ["deny", "--to", "anyone"]],
    ["a denial of two things", ["deny", "--to", "anyone", "--everything", "--record", "0x1a2b"]],
    ["a code that is none", ["enrol", "identify", "ILOU", "--role", "patient"]],
  ];

  for (const [name, args] of wrong) {
    it(`ends with 2 and one clear sentence: ${name}`, async () => {
      const outcome = await medlattice(args);
      assert.equal(outcome.exitCode, 2);
      assert.equal(outcome.printed, "");
      const [sentence = "", ...hints] = outcome.told.trimEnd().split("\n");
      assert.match(sentence, /^[^\s].*[.?!)]$/);
      assert.ok(hints.every((hint) => hint.startsWith("  ")));
      assert.doesNotMatch(outcome.told, /\bat .*\.ts:\d+/);
    });

    it(`is one JSON object with --json: ${name}`, async () => {
      const outcome = await medlattice([...args, "--json"]);
      assert.equal(outcome.exitCode, 2);
      const { code, message } = failureOf(outcome);
      assert.match(code, /^[A-Z][A-Z_]+$/);
      assert.notEqual(message, "");
    });
  }
});

describe("without a network", () => {
  for (const args of [
    ["network"],
    ["record", "list"],
    ["usage"],
    ["profile", "list"],
    ["enrol", "request", "--as", "x"],
  ]) {
    it(`says how to start one: ${args.join(" ")}`, async () => {
      const outcome = await medlattice([...args, "--state", "/nonexistent/medlattice", "--json"]);
      assert.equal(outcome.exitCode, 2);
      assert.equal(failureOf(outcome).code, "NETWORK_NOT_FOUND");
      assert.match(outcome.told, /npm start/);
    });
  }
});
