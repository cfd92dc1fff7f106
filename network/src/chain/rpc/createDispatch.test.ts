import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { account, blockHash, call, fill, startChain, word } from "../fixtures.ts";
import { LIMITS } from "../limits.ts";
import { READ_METHODS } from "./createDispatch.ts";

async function chainUrl(t: TestContext): Promise<string> {
  return (await startChain(t)).url;
}

/** Everything else the engine can do (as it lists them itself), and some it cannot. */
const FORBIDDEN = [
  ..."evm_increaseTime evm_mine evm_revert evm_setAutomine evm_setBlockGasLimit evm_setIntervalMining".split(
    " ",
  ),
  ..."evm_setNextBlockTimestamp evm_snapshot debug_traceCall debug_traceTransaction".split(" "),
  ..."hardhat_dropTransaction hardhat_getAutomine hardhat_impersonateAccount hardhat_metadata hardhat_mine".split(
    " ",
  ),
  ..."hardhat_setBalance hardhat_setCode hardhat_setCoinbase hardhat_setLoggingEnabled".split(" "),
  ..."hardhat_setMinGasPrice hardhat_setNextBlockBaseFeePerGas hardhat_setNonce hardhat_setPrevRandao".split(
    " ",
  ),
  ..."hardhat_setStorageAt hardhat_stopImpersonatingAccount personal_sign eth_sign eth_signTypedData_v4".split(
    " ",
  ),
  ..."eth_sendTransaction eth_newFilter eth_newBlockFilter eth_newPendingTransactionFilter".split(" "),
  ..."eth_getFilterChanges eth_getFilterLogs eth_uninstallFilter eth_pendingTransactions eth_subscribe".split(
    " ",
  ),
  ..."admin_peers toString __proto__ constructor".split(" "),
];

describe("createDispatch", () => {
  it("offers no method that changes or steers the engine", async (t) => {
    const url = await chainUrl(t);
    await fill(url, 1);
    const before = await blockHash(url, 1);
    for (const method of FORBIDDEN) {
      const { error } = await call(url, method, []);
      assert.equal(error?.code, -32_601, method);
      assert.match(error.message, /does not exist/);
    }
    assert.equal((await call(url, "eth_blockNumber")).result, "0x1");
    assert.equal(await blockHash(url, 1), before);
    assert.deepEqual(
      FORBIDDEN.filter((method) => READ_METHODS.has(method)),
      [],
    );
  });

  it("answers every read it lists", async (t) => {
    const url = await chainUrl(t);
    const [hash] = await fill(url, 1);
    const block = await blockHash(url, 1);
    const { address } = account(0);
    const parameters: Record<string, unknown[]> = {
      eth_call: [{ to: address }, "latest"],
      eth_estimateGas: [{ to: address }],
      eth_feeHistory: ["0x1", "latest", []],
      eth_getBalance: [address, "latest"],
      eth_getBlockByHash: [block, true],
      eth_getBlockByNumber: ["latest", true],
      eth_getBlockTransactionCountByHash: [block],
      eth_getBlockTransactionCountByNumber: ["latest"],
      eth_getCode: [address, "latest"],
      eth_getLogs: [{ fromBlock: "0x0" }],
      eth_getProof: [address, [word(1)], "latest"],
      eth_getStorageAt: [address, "0x0", "latest"],
      eth_getTransactionByBlockHashAndIndex: [block, "0x0"],
      eth_getTransactionByBlockNumberAndIndex: ["0x1", "0x0"],
      eth_getTransactionByHash: [hash],
      eth_getTransactionCount: [address, "latest"],
      eth_getTransactionReceipt: [hash],
      web3_sha3: ["0x"],
    };
    for (const method of READ_METHODS) {
      const { result, error } = await call(url, method, parameters[method] ?? []);
      assert.ok(result !== undefined && result !== null, `${method}: ${error?.message}`);
    }
  });

  it("answers what concerns the node itself", async (t) => {
    const url = await chainUrl(t);
    const expected: Record<string, unknown> = {
      eth_accounts: [],
      eth_blockNumber: "0x0",
      eth_chainId: "0x1bbd",
      eth_gasPrice: "0x0",
      eth_maxPriorityFeePerGas: "0x0",
      eth_syncing: false,
      net_listening: true,
      net_version: "7101",
    };
    for (const [method, result] of Object.entries(expected)) {
      assert.deepEqual((await call(url, method)).result, result, method);
    }
    assert.match(String((await call(url, "web3_clientVersion")).result), /^MedLattice\//);
  });

  const wrong: readonly [string, unknown[]][] = [
    ["nothing", []],
    ["two", ["0x01", "0x02"]],
    ["a number", [1]],
    ["odd hex", ["0x1"]],
    ["no hex", ["0xzz"]],
    ["an empty one", ["0x"]],
    ["one beyond the limit", [`0x${"00".repeat(LIMITS.transactionBytes + 1)}`]],
  ];
  for (const [name, params] of wrong) {
    it(`refuses ${name} for a raw transaction`, async (t) => {
      const { error } = await call(await chainUrl(t), "eth_sendRawTransaction", params);
      assert.equal(error?.code, -32_602);
    });
  }

  it("bounds the gas of a call, so that an endless loop ends", async (t) => {
    const url = await chainUrl(t);
    const loop = { data: "0x5b5f56", gas: "0x100000" };
    assert.match((await call(url, "eth_call", [loop])).error?.message ?? "", /out of gas/);
    const beyond = { ...loop, gas: "0x3b9aca00" };
    assert.match((await call(url, "eth_call", [beyond])).error?.message ?? "", /greater than the cap/);
    assert.match((await call(url, "eth_estimateGas", [beyond])).error?.message ?? "", /greater than the cap/);
  });

  it("passes a revert on with its data", async (t) => {
    const { error } = await call(await chainUrl(t), "eth_call", [{ data: "0x63deadbeef5f526004601cfd" }]);
    assert.equal(error?.data?.["data"], "0xdeadbeef");
  });
});
