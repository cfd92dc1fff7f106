import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createFakeTerminal } from "../testing/fakeTerminal.ts";
import { ask, confirm, firstLine } from "./prompt.ts";

const failure = (code: string) => (error: unknown) =>
  error instanceof Error && "code" in error && error.code === code;

describe("ask", () => {
  it("asks on standard error and gives the answer back", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    terminal.type("Ada", "Name: ");
    assert.equal(await ask(terminal, "Name: "), "Ada");
    assert.match(terminal.told(), /Name: /);
    assert.equal(terminal.printed(), "");
  });

  it("does not show a hidden answer", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    terminal.type("correct horse battery", "Passphrase: ");
    assert.equal(await ask(terminal, "Passphrase: ", { hidden: true }), "correct horse battery");
    assert.equal(terminal.told().includes("horse"), false);
  });

  it("shows an answer that is not hidden", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    terminal.type("correct horse battery", "Passphrase: ");
    await ask(terminal, "Passphrase: ");
    assert.equal(terminal.told().includes("horse"), true);
  });

  it("ends when the person presses Ctrl-C", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    const answer = ask(terminal, "Name: ");
    terminal.input.push("\u0003");
    await assert.rejects(answer, failure("CANCELLED"));
  });

  it("ends when the terminal goes away", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    const answer = ask(terminal, "Name: ");
    terminal.input.push(null);
    await assert.rejects(answer, failure("CANCELLED"));
  });
});

describe("confirm", () => {
  const plain = { yes: false, json: false };

  for (const answer of ["y", "Y", "yes"]) {
    it(`takes “${answer}”`, async () => {
      const terminal = createFakeTerminal({ isTTY: true });
      terminal.type(answer, "[y/N] ");
      await confirm(terminal, "Sure?", plain);
    });
  }

  for (const answer of ["", "n", "ye", "yess", "please"]) {
    it(`takes “${answer}” for no`, async () => {
      const terminal = createFakeTerminal({ isTTY: true });
      terminal.type(answer, "[y/N] ");
      await assert.rejects(confirm(terminal, "Sure?", plain), failure("NOT_CONFIRMED"));
    });
  }

  it("does not ask after --yes", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    await confirm(terminal, "Sure?", { ...plain, yes: true });
    assert.equal(terminal.told(), "");
  });

  it("refuses when nobody can be asked", async () => {
    await assert.rejects(confirm(createFakeTerminal(), "Sure?", plain), failure("CONFIRMATION_NEEDED"));
  });

  it("takes a program that reads JSON at its word", async () => {
    await confirm(createFakeTerminal(), "Sure?", { ...plain, json: true });
  });

  it("asks a person also with --json", async () => {
    const terminal = createFakeTerminal({ isTTY: true });
    terminal.type("n", "[y/N] ");
    await assert.rejects(confirm(terminal, "Sure?", { ...plain, json: true }), failure("NOT_CONFIRMED"));
  });
});

describe("firstLine", () => {
  it("gives the first line without its end", async () => {
    assert.equal(await firstLine(createFakeTerminal({ input: "secret\r\nmore" }).input), "secret");
  });

  it("is empty when there is nothing", async () => {
    assert.equal(await firstLine(createFakeTerminal().input), "");
  });
});
