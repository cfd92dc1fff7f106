import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { createPublicClient, http } from "viem";
import { generatePrivateKey } from "viem/accounts";
import { openChain } from "../../oracle/src/chains/openChain.ts";
import { createSigner } from "../../oracle/src/keys/createSigner.ts";
import { createRelay } from "../../oracle/src/relay/createRelay.ts";
import { createTxSender } from "../../oracle/src/relay/txSender.ts";
import { createTxTable } from "../../oracle/src/relay/txTable.ts";
import { forkOf } from "../bridge/fixture/fork.ts";
import { createGate } from "../bridge/fixture/gate.ts";
import { startTestChain } from "./fixture/chain.ts";
import { denialCall } from "./fixture/denial.ts";
import { codeOf } from "./fixture/errors.ts";
import { ROLE, enroll } from "./fixture/person.ts";
import { configOf, logger, newDatabase } from "./fixture/readModel.ts";

const CHAIN = 7101;
const dnsName = "hospital.example";
const temporary = mkdtempSync(join(tmpdir(), "medlattice-undone-"));
const closing: (() => Promise<void> | void)[] = [() => rmSync(temporary, { recursive: true })];
after(async () => {
  for (const close of closing.toReversed()) await close();
});

describe("an oracle whose chain takes back what was final", () => {
  it("says so, and is not kept from going on by nonces that the chain has forgotten", async () => {
    const chain = await startTestChain(CHAIN, "private", [{ dnsName, kind: 1 }]);
    closing.push(() => chain.close());
    const manager = await enroll(chain, orgIdOf(dnsName), ROLE.manager);
    const patient = await enroll(chain, orgIdOf(dnsName), ROLE.patient, manager);
    const gate = await createGate(chain.chain.url);
    closing.push(() => gate.close());
    const signer = createSigner(generatePrivateKey());
    const table = createTxTable(newDatabase(temporary));
    const opened = openChain(configOf(chain, gate.url));
    const sender = createTxSender({ chain: opened, table, signer, logger });
    const relay = createRelay({
      chains: new Map([[CHAIN, opened]]),
      senders: new Map([[CHAIN, sender]]),
      table,
      signer,
    });
    await sender.start();
    closing.push(() => sender.stop());
    const fork = await forkOf(chain);
    closing.push(() => fork.close());
    const requests = [];
    for (const idempotencyKey of ["one-of-two-calls", "two-of-two-calls"]) {
      requests.push({ ...(await denialCall(chain, patient)), idempotencyKey });
    }
    for (const request of requests) await relay.relay("test", request);

    gate.divert(fork.url);
    const [first, second] = [requests[0] ?? assert.fail(), requests[1] ?? assert.fail()];
    // The other chain is not as long yet: it may only be behind.
    assert.equal(await codeOf(relay.relay("test", first)), "CHAIN_UNREACHABLE");
    await fork.grow(3);
    assert.equal(await codeOf(relay.relay("test", first)), "TRANSACTION_UNDONE");
    const { txHash } = await relay.relay("test", { ...second, idempotencyKey: "two-of-two-anew" });
    const client = createPublicClient({ transport: http(fork.url) });
    assert.equal((await client.getTransactionReceipt({ hash: txHash })).status, "success");
    assert.equal(await client.getTransactionCount({ address: signer.address }), 3);
    assert.equal(table.backlog(), 0);
  });
});
