import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LIMITS } from "../limits.ts";
import { resultAnswer } from "./answers.ts";
import { handleText } from "./handleText.ts";

const echo = (method: string, params: readonly unknown[]) => Promise.resolve(resultAnswer([method, params]));
const reply = async (text: string) => JSON.parse((await handleText(text, echo)) ?? "null") as unknown;
const errorOf = async (text: string) => {
  const answer = await reply(text);
  return JSON.stringify(answer).match(/"code":(-\d+)/)?.[1];
};

describe("handleText", () => {
  it("answers a call with its own id, of either type", async () => {
    for (const id of [0, 7, "a", "日"]) {
      const answer = await reply(JSON.stringify({ jsonrpc: "2.0", id, method: "m", params: [1] }));
      assert.deepEqual(answer, { jsonrpc: "2.0", id, result: ["m", [1]] });
    }
  });

  it("takes absent parameters for none", async () => {
    assert.deepEqual(await reply('{"jsonrpc":"2.0","id":1,"method":"m"}'), {
      jsonrpc: "2.0",
      id: 1,
      result: ["m", []],
    });
  });

  it("answers a batch in order and leaves out notifications", async () => {
    const text =
      '[{"jsonrpc":"2.0","id":2,"method":"b"},{"jsonrpc":"2.0","method":"n"},{"jsonrpc":"2.0","id":1,"method":"a"}]';
    assert.deepEqual(await reply(text), [
      { jsonrpc: "2.0", id: 2, result: ["b", []] },
      { jsonrpc: "2.0", id: 1, result: ["a", []] },
    ]);
    assert.equal(await handleText('{"jsonrpc":"2.0","method":"n"}', echo), undefined);
  });

  it("takes the last of two same members, as the engine will be told", async () => {
    const text = '{"jsonrpc":"2.0","id":1,"method":"eth_call","method":"evm_mine"}';
    assert.deepEqual(await reply(text), { jsonrpc: "2.0", id: 1, result: ["evm_mine", []] });
  });

  const wrong: readonly [string, string, string][] = [
    ["text that is not JSON", "{bad", "-32700"],
    ["a truncated text", '{"jsonrpc":"2.0","id":1,"meth', "-32700"],
    ["an empty text", "", "-32700"],
    ["a number", "1", "-32600"],
    ["an empty batch", "[]", "-32600"],
    ["another version", '{"jsonrpc":"1.0","id":1,"method":"m"}', "-32600"],
    ["a method that is no string", '{"jsonrpc":"2.0","id":1,"method":1}', "-32600"],
    ["named parameters", '{"jsonrpc":"2.0","id":1,"method":"m","params":{}}', "-32602"],
    ["too long a batch", JSON.stringify(Array(LIMITS.batchCalls + 1).fill(1)), "-32005"],
  ];
  for (const [name, text, code] of wrong) {
    it(`refuses ${name}`, async () => assert.equal(await errorOf(text), code));
  }
});
