import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { createPublicClient, http } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { openChain } from "../../oracle/src/chains/openChain.ts";
import { createSigner } from "../../oracle/src/keys/createSigner.ts";
import { type TxSender, createTxSender } from "../../oracle/src/relay/txSender.ts";
import { type TxCall, createTxTable } from "../../oracle/src/relay/txTable.ts";
import { createChain } from "../../network/src/chain/index.ts";
import { type Deployed, deployTo } from "./fixture/chain.ts";
import { denialCall } from "./fixture/denial.ts";
import { codeOf } from "./fixture/errors.ts";
import { ROLE, type TestPerson, enroll } from "./fixture/person.ts";
import { configOf, logger, newDatabase } from "./fixture/readModel.ts";

const dnsName = "hospital.example";
const temporary = mkdtempSync(join(tmpdir(), "medlattice-transactions-"));
const input = {
  chainId: 7101,
  name: "hospital",
  dataDir: join(temporary, "chain"),
  genesisTime: 1_760_000_000,
};
let node: Awaited<ReturnType<typeof createChain>>;
let port: number;
let chain: Deployed;
let patient: TestPerson;
const running: TxSender[] = [];

before(async () => {
  node = await createChain(input);
  ({ port } = node);
  chain = await deployTo(node.url, 7101, "private", [{ dnsName, kind: 1 }], join(temporary, "deployment"));
  const manager = await enroll(chain, orgIdOf(dnsName), ROLE.manager);
  patient = await enroll(chain, orgIdOf(dnsName), ROLE.patient, manager);
});

afterEach(async () => {
  for (const sender of running.splice(0)) await sender.stop();
});

after(async () => {
  await node.close();
  rmSync(temporary, { recursive: true });
});

describe("a transaction of an oracle", () => {
  it("is signed anew when its nonce went to a transaction that is not the oracle's", async () => {
    const { stopped, next, table, account, calls } = await newSender();
    const row = stopped.submit(await calls.good());
    // Another program with the same key is faster.
    await chain.send(account, account.address, "0x");
    const sender = await next();
    const settled = await sender.settled(row.id, 10_000);
    assert.equal(settled.status, "final");
    assert.equal(settled.nonce, row.nonce + 1);
    assert.notEqual(settled.txHash, row.txHash);
    assert.equal(table.backlog(), 0);
    assert.equal(await sentBy(account.address), 2);
  });

  it("that the node refuses for good fails by name, and those behind it go on", async () => {
    const { stopped, next, account, calls } = await newSender();
    // More gas than any transaction may use (EIP-7825).
    const refused = stopped.submit({ ...(await calls.good()), gas: 20_000_000 });
    const good = stopped.submit(await calls.good());
    const sender = await next();
    assert.equal((await sender.settled(good.id, 30_000)).status, "final");
    const failed = await sender.settled(refused.id, 30_000);
    assert.equal(failed.status, "failed");
    assert.match(failed.failure ?? "", /TRANSACTION_REFUSED/);
    assert.equal(await sentBy(account.address), 2, "an empty transaction stands in its place");
  });

  it("that reverts although it had simulated well says why", async () => {
    const { stopped, next, calls } = await newSender();
    const call = await calls.good();
    const [first, second] = [
      stopped.submit(call),
      stopped.submit({ ...call, idempotency: "again-and-again-2" }),
    ];
    const sender = await next();
    assert.equal((await sender.settled(first.id, 10_000)).status, "final");
    const failed = await sender.settled(second.id, 10_000);
    assert.equal(failed.status, "failed");
    assert.match(failed.failure ?? "", /CONTRACT_REFUSED|CALL_REVERTED/);
  });

  it("waits for a chain that is down, and is mined once when it is back", async () => {
    const { next, account, calls } = await newSender();
    const call = await calls.good();
    const sender = await next();
    await node.close();
    const row = sender.submit(call);
    assert.equal(await codeOf(sender.settled(row.id, 300)), "TRANSACTION_PENDING");
    node = await createChain({ ...input, port });
    assert.equal((await sender.settled(row.id, 20_000)).status, "final");
    assert.equal(await sentBy(account.address), 1);
  });

  it("goes on when the oracle's key was replaced: each account counts its own nonces", async () => {
    const { stopped, next, account, calls } = await newSender();
    const left = stopped.submit(await calls.good());
    const key = generatePrivateKey();
    const sender = await next(key);
    const made = sender.submit(await calls.good());
    assert.equal(made.nonce, 0);
    assert.equal((await sender.settled(made.id, 10_000)).status, "final");
    assert.equal(
      (await sender.settled(left.id, 10_000)).status,
      "final",
      "what the old key had signed is sent",
    );
    assert.equal(await sentBy(account.address), 1);
    assert.equal(await sentBy(privateKeyToAccount(key).address), 1);
  });

  it("cannot be made before the chain has said where the account's nonces stand", async () => {
    const { stopped, calls } = await newSender("http://127.0.0.1:9");
    const call = await calls.good();
    assert.throws(() => stopped.submit(call), /has not answered/);
  });
});

/** One sender that learned the account's nonces and stopped, as before a crash, and the next process's on the same rows. */
async function newSender(rpcUrl = node.url) {
  const key = generatePrivateKey();
  const account = privateKeyToAccount(key);
  const table = createTxTable(newDatabase(temporary));
  const make = (own = key) =>
    createTxSender({ chain: openChain(configOf(chain, rpcUrl)), table, signer: createSigner(own), logger });
  const stopped = make();
  await stopped.start();
  await stopped.stop();
  const next = async (own = key): Promise<TxSender> => {
    const sender = make(own);
    running.push(sender);
    await sender.start();
    return sender;
  };
  const good = async (): Promise<TxCall> => {
    const { to, data } = await denialCall(chain, patient);
    const idempotency = crypto.randomUUID();
    return { chainId: 7101, owner: "test", idempotency, requestHash: "", to, data, gas: 300_000 };
  };
  return { stopped, next, table, account, calls: { good } };
}

async function sentBy(address: `0x${string}`): Promise<number> {
  return createPublicClient({ transport: http(node.url) }).getTransactionCount({ address });
}
