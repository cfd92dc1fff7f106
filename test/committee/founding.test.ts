import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { initCrypto } from "@medlattice/sdk/crypto";
import { createPublicClient, http } from "viem";
import { foundCommittee } from "../../network/src/stack/foundCommittee.ts";
import { NAMES } from "../bridge/fixture/world.ts";
import { authorityAccount, startTestChain, type TestChain } from "../oracle/fixture/chain.ts";
import { founderOf, PARAMETERS, STATIONS, stationAccount } from "./fixture/world.ts";

let chain: TestChain;

before(async () => {
  await initCrypto();
  const organizations = STATIONS.map((name, index) => ({
    dnsName: NAMES[name],
    kind: [1, 2, 3, 8][index] ?? 1,
  }));
  chain = await startTestChain(7_170, "consortium", organizations, undefined, PARAMETERS);
});
after(() => chain.close());

/** A way to the node that breaks for good after so many transactions were let through: what a killed process leaves. */
async function breakingAfter(transactions: number) {
  let left = transactions;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      if (body.includes("eth_sendRawTransaction")) left -= 1;
      if (left < 0) {
        incoming.socket.destroy();
        return;
      }
      const headers = { "content-type": "application/json" };
      fetch(chain.chain.url, { method: "POST", headers, body })
        .then(async (answer) => outgoing.writeHead(200, headers).end(await answer.text()))
        .catch(() => incoming.socket.destroy());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

it("a founding that is broken off after every single transaction ends as one that is not", async () => {
  const { Committee: committee = "0x", MedToken: medToken = "0x" } = chain.contracts;
  const founders = { authority: authorityAccount, stations: STATIONS.map(founderOf) };
  const place = { chainId: chain.chainId, committee, medToken };
  let isDone = false;
  let rounds = 0;
  for (; !isDone; rounds += 1) {
    assert.ok(rounds < 40, "it never ends");
    const way = await breakingAfter(1);
    isDone = await foundCommittee({ ...place, rpcUrl: way.url }, founders).then(
      () => true,
      () => false,
    );
    await way.close();
  }
  assert.ok(rounds > 8, `${rounds} rounds`);
  const client = createPublicClient({ transport: http(chain.chain.url) });
  const at = { address: committee, abi: ABIS.Committee } as const;
  assert.equal(await client.readContract({ ...at, functionName: "stationCount" }), BigInt(STATIONS.length));
  for (const [station, name] of STATIONS.entries()) {
    const { deposit, account } = await client.readContract({
      ...at,
      functionName: "stationAt",
      args: [BigInt(station)],
    });
    assert.deepEqual([account, deposit], [stationAccount(name).address, 50n]);
    const votes = await client.readContract({
      address: medToken,
      abi: ABIS.MedToken,
      functionName: "getVotes",
      args: [account],
    });
    assert.equal(votes, 2_450n);
  }
});
