import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EngineError } from "../../engine/errors.ts";
import { createPrompts } from "./prompts.ts";

const painted = async (): Promise<void> => undefined;
const login = { asked: "login", account: "0x0a" };
const isCode = (code: string) => (error: unknown) => error instanceof EngineError && error.code === code;

describe("createPrompts", () => {
  it("shows the question before the wallet is asked, and takes it away after the answer", async () => {
    const seen: (string | null)[] = [];
    const prompts = createPrompts(async () => {
      seen.push(`painted ${prompts.current()?.asked}`);
    });
    const answer = await prompts.ask(login, async () => {
      seen.push(`asked ${prompts.current()?.asked}`);
      return 7;
    });
    assert.equal(answer, 7);
    assert.deepEqual(seen, ["painted login", "asked login"]);
    assert.equal(prompts.current(), null);
  });

  it("asks one after the other", async () => {
    const prompts = createPrompts(painted);
    const first = Promise.withResolvers<string>();
    const order: string[] = [];
    const one = prompts.ask(login, async () => {
      order.push("one");
      return await first.promise;
    });
    const two = prompts.ask({ ...login, asked: "Grant" }, async () => {
      order.push("two");
      return "second";
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(order, ["one"]);
    first.resolve("first");
    assert.deepEqual(await Promise.all([one, two]), ["first", "second"]);
    assert.deepEqual(order, ["one", "two"]);
  });

  it("asks the next one although the one before was declined", async () => {
    const prompts = createPrompts(painted);
    const declined = prompts.ask(login, () => Promise.reject(new Error("no")));
    const next = prompts.ask(login, async () => "yes");
    await assert.rejects(declined, /no/);
    assert.equal(await next, "yes");
  });

  it("stops waiting when the person cancels", async () => {
    const prompts = createPrompts(painted);
    const asked = prompts.ask(login, () => new Promise(() => undefined));
    await new Promise((resolve) => setImmediate(resolve));
    prompts.cancel();
    await assert.rejects(asked, isCode("WALLET_CANCELLED"));
    assert.equal(prompts.current(), null);
  });

  it("counts the questions of a series, but not a change of network, and forgets it at the end", async () => {
    const prompts = createPrompts(painted);
    const steps: (readonly [string, number | undefined, number | undefined])[] = [];
    const ask = async (asked: string): Promise<void> => {
      await prompts.ask({ asked, account: "0x0a" }, async () => {
        const step = prompts.current()?.step;
        steps.push([asked, step?.index, step?.total]);
      });
    };
    await prompts.series(2, async () => {
      await ask("login");
      await ask("switchNetwork");
      await ask("Grant");
      await ask("Deals");
    });
    await ask("login");
    assert.deepEqual(steps, [
      ["login", 1, 2],
      ["switchNetwork", 1, 2],
      ["Grant", 2, 2],
      ["Deals", 2, 2],
      ["login", undefined, undefined],
    ]);
  });
});
