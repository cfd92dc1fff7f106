import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { keccak256, numberToHex } from "viem";
import type { Hex } from "viem";
import { z } from "zod";
import { createChain } from "../createChain.ts";
import { account, call, CHAIN_ID, configOf, send, sign, temporaryFolder, word } from "../fixtures.ts";

const SEED = Number(process.env["FC_SEED"] ?? Date.now() % 1_000_000);
const RUNS = 4;
const ACCOUNTS = 5;
const blockSchema = z.object({ hash: z.string(), transactions: z.array(z.string()) });

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A transaction that may be anything from good to impossible, alone or beside the others. */
const step = fc.record({
  sender: fc.nat(ACCOUNTS - 1),
  /** Beyond the account's next one: a gap. Below: used up. */
  nonce: fc.nat(9),
  data: fc.nat(2),
  authority: fc.option(fc.record({ of: fc.nat(ACCOUNTS - 1), nonce: fc.nat(6) }), { freq: 3 }),
  twice: fc.boolean(),
});

async function signStep({ sender, nonce, data, authority }: Step): Promise<Hex> {
  const to = account(9).address;
  if (authority === null) return sign(account(sender), nonce, { to, data: word(data) });
  const signed = await account(authority.of).signAuthorization({
    chainId: CHAIN_ID,
    address: to,
    nonce: authority.nonce,
  });
  return account(sender).signTransaction({
    type: "eip7702",
    chainId: CHAIN_ID,
    nonce,
    gas: 200_000n,
    maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
    to,
    data: word(data),
    authorizationList: [signed],
  });
}

describe("a chain under any transactions", () => {
  it(`answers each, holds the acknowledged once, goes on, and replays the same (seed ${SEED})`, async (t) => {
    const run = async (steps: readonly Step[]) => {
      const folder = await temporaryFolder(t);
      const chain = await createChain(configOf(folder));
      const raws = await Promise.all(steps.map(signStep));
      const sent = raws.flatMap((raw, index) => (steps[index]?.twice === true ? [raw, raw] : [raw]));
      const replies = await Promise.all(sent.map((raw) => send(chain.url, raw)));
      const acknowledged = new Set<unknown>();
      for (const [index, { result, error }] of replies.entries()) {
        if (error === undefined) assert.equal(result, keccak256(sent[index] ?? "0x"));
        if (result !== undefined) acknowledged.add(result);
      }
      const { height, headHash, failure } = chain.health();
      assert.equal(failure, undefined);
      const mined: string[] = [];
      for (let number = 1; number <= height; number += 1) {
        const { result } = await call(chain.url, "eth_getBlockByNumber", [numberToHex(number), false]);
        const { transactions } = blockSchema.parse(result);
        assert.ok(transactions.length > 0, "no empty blocks");
        mined.push(...transactions);
      }
      assert.deepEqual([...mined].sort(), [...acknowledged].map(String).sort());
      await chain.close();
      const again = await createChain(configOf(folder));
      assert.equal(again.health().headHash, headHash);
      await again.close();
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), run), {
      seed: SEED,
      numRuns: RUNS,
      endOnFailure: true,
    });
  });
});
