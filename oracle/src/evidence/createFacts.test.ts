import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { parseNetwork } from "@medlattice/sdk/network";
import type { Hex } from "viem";
import { openChains } from "../chains/openChains.ts";
import type { ChainConfig } from "../config/oracleConfig.ts";
import { createFacts } from "./createFacts.ts";

const id = (byte: string): Hex => `0x${byte.repeat(32)}`;
const address = (byte: string): Hex => `0x${byte.repeat(20)}`;
const NOBODY = "http://127.0.0.1:9";
const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close();
});

/** A node whose every record has this state, at block 16. */
async function nodeWith(state: Hex): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      type Call = { id: number; method: string };
      const answerTo = ({ id: call, method }: Call) => ({
        jsonrpc: "2.0",
        id: call,
        result: method === "eth_call" ? state : "0x10",
      });
      const asked = JSON.parse(body) as Call | Call[];
      const answers = Array.isArray(asked) ? asked.map(answerTo) : answerTo(asked);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answers));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What an organisation makes of its nodes of a chain. */
async function ask(
  rpcUrls: string[],
  {
    home = "private",
    own = null,
  }: { readonly home?: ChainConfig["home"]; readonly own?: number | null } = {},
): Promise<string> {
  const contracts = {
    organizationRegistry: address("01"),
    identityRegistry: address("02"),
    consentRegistry: address("03"),
    recordRegistry: address("04"),
    usageLedger: address("05"),
  };
  const chain: ChainConfig = {
    chainId: 7101,
    rpcUrls,
    startBlock: 0,
    confirmations: 0,
    name: "hospital",
    home,
    registryId: id("06"),
    contracts,
  };
  const organization = {
    orgId: id("0a"),
    name: "Health Authority",
    kind: "HealthAuthority",
    privateChainId: own,
    oracleUrl: null,
    sealingRecipient: null,
    proxyIndex: null,
    isProvider: false,
  };
  const network = parseNetwork({
    format: "medlattice/network/v1",
    name: "A network",
    proxyThreshold: 2,
    chains: [],
    organizations: [organization],
  });
  const [self] = network.organizations;
  assert.ok(self !== undefined);
  const facts = createFacts({
    config: { network, peers: [], organization: self },
    chains: openChains([chain]),
    peers: undefined,
    nowSeconds: () => 0,
  });
  try {
    const { stateHash } = await facts.askLocal<"record">(7101, { kind: "record", recordId: id("07") });
    return stateHash;
  } catch (error) {
    if (error instanceof MedLatticeError) return error.code;
    throw error;
  }
}

describe("what two nodes of a chain say (rule 14, decision 0020)", () => {
  it("is what both say", async () => {
    const [own, other] = [await nodeWith(id("aa")), await nodeWith(id("aa"))];
    assert.equal(await ask([own, other]), id("aa"));
  });

  it("is what the own one says while that of somebody else's institution is away", async () => {
    assert.equal(await ask([await nodeWith(id("aa")), NOBODY]), id("aa"));
  });

  it("is nothing while the own one is away", async () => {
    assert.equal(await ask([NOBODY, await nodeWith(id("aa"))]), "CHAIN_UNREACHABLE");
  });

  it("is nothing while they say different things", async () => {
    assert.equal(await ask([await nodeWith(id("aa")), await nodeWith(id("bb"))]), "NODES_DISAGREE");
  });

  it("takes both on the own private chain, and on the consortium's", async () => {
    const node = await nodeWith(id("aa"));
    assert.equal(await ask([node, NOBODY], { own: 7101 }), "CHAIN_UNREACHABLE");
    assert.equal(await ask([node, NOBODY], { home: "consortium" }), "CHAIN_UNREACHABLE");
  });
});
