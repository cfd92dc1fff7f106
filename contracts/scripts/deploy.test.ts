import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import {
  createPublicClient,
  getContractAddress,
  http,
  keccak256,
  stringToHex,
  zeroAddress,
  type Hex,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { ABIS } from "../../sdk/src/abi/index.ts";
import { CONTRACT_NAMES, forEachContract } from "./contract-list.ts";
import { deployAnchors } from "./deployAnchors.ts";
import { deployContracts, type DeployContractsOptions } from "./deploy.ts";
import { DeploymentError } from "./deployment-error.ts";

const CHAIN_ID = 7101;
const DEPLOYER_KEY = keccak256(stringToHex("deployer of the deployment test"));
const AUTHORITY_KEY = keccak256(stringToHex("authority of the deployment test"));
const DEPLOYER = privateKeyToAccount(DEPLOYER_KEY).address;
const AUTHORITY = privateKeyToAccount(AUTHORITY_KEY).address;
const SALT = keccak256(stringToHex("lineage of the deployment test"));

const temporary = mkdtempSync(join(tmpdir(), "medlattice-deploy-"));
const closing: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closing) await close();
  rmSync(temporary, { recursive: true });
});

/** A fresh chain with free transactions on a free port. */
async function startChain(): Promise<string> {
  const free = { type: "edr-simulated", chainType: "l1", chainId: CHAIN_ID, hardfork: "prague" } as const;
  const hre = await createHardhatRuntimeEnvironment({
    networks: { free: { ...free, initialBaseFeePerGas: 0 } },
  });
  const server = await hre.network.createServer("free", "127.0.0.1", 0);
  const { address, port } = await server.listen();
  closing.push(async () => await server.close());
  return `http://${address}:${port}`;
}

function optionsFor(rpcUrl: string): DeployContractsOptions {
  return {
    rpcUrl,
    chainId: CHAIN_ID,
    deployerPrivateKey: DEPLOYER_KEY,
    deploymentDir: mkdtempSync(join(temporary, "state-")),
    parameters: {
      authority: DEPLOYER,
      recoveryDelaySeconds: 259_200,
      lineageSalt: SALT,
      opensForeignRecords: false,
    },
  };
}

function clientOf(rpcUrl: string) {
  return createPublicClient({ transport: http(rpcUrl) });
}

async function usageLedgerOf(rpcUrl: string, address: Hex): Promise<Hex> {
  return await clientOf(rpcUrl).readContract({
    address,
    abi: ABIS.ConsentRegistry,
    functionName: "usageLedger",
  });
}

async function correctionOf(rpcUrl: string, address: Hex): Promise<Hex> {
  return await clientOf(rpcUrl).readContract({
    address,
    abi: ABIS.RecordRegistry,
    functionName: "correction",
  });
}

/** Passes JSON-RPC on, and cuts the connection from the `nth` transaction on: before it is sent, or after. */
async function cutAt(nth: number, moment: "before" | "after", target: string): Promise<string> {
  let sent = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      if (body.includes("eth_sendRawTransaction")) sent += 1;
      const cut = () => request.socket.destroy();
      if (sent > nth || (sent === nth && moment === "before")) {
        cut();
        return;
      }
      void fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body })
        .then(async (answer) => await answer.text())
        .then((text) => (sent === nth ? cut() : response.end(text)))
        .catch(cut);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closing.push(async () => await new Promise<void>((closed) => server.close(() => closed())));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return `http://127.0.0.1:${address.port}`;
}

function hasCode(code: string) {
  return (error: unknown) => error instanceof DeploymentError && error.code === code;
}

describe("deployContracts", () => {
  it("puts the contracts at addresses that follow from the deployer alone", async () => {
    const rpcUrl = await startChain();
    const addresses = await deployContracts(optionsFor(rpcUrl));
    const nonces = new Map(CONTRACT_NAMES.map((name, nonce) => [name, BigInt(nonce)]));
    nonces.set("RecordCorrection", 6n); // behind what verifies for it
    assert.deepEqual(
      addresses,
      forEachContract((name) => getContractAddress({ from: DEPLOYER, nonce: nonces.get(name) ?? -1n })),
    );
    assert.equal(addresses.OrganizationRegistry, "0x8B4cF6f803752Cb6796eFC7a2Ba9d4a3a13a3ff8");
    assert.equal(addresses.UsageLedger, "0x390Ac205A36CcB6d4d4fbC96FF3345F3fCFaa52F");
  });

  it("adds the inbox of summaries to a chain that was set up without it, and moves no contract", async () => {
    const rpcUrl = await startChain();
    const options = optionsFor(rpcUrl);
    const before = await deployContracts(options);
    const after = await deployContracts({ ...options, bridge: { summaryChunkSize: 7 } });
    const { SummaryInbox: inbox, ...others } = after;
    assert.deepEqual(others, before);
    assert.ok(inbox !== undefined);
    const at = { address: inbox, abi: ABIS.SummaryInbox } as const;
    const client = clientOf(rpcUrl);
    assert.equal(await client.readContract({ ...at, functionName: "chunkSize" }), 7n);
    assert.equal(
      await client.readContract({ ...at, functionName: "organizationRegistry" }),
      after.OrganizationRegistry,
    );
  });

  for (const scheme of [1, 2] as const) {
    it(`adds a committee that votes by scheme ${scheme}, behind the inbox`, async () => {
      const rpcUrl = await startChain();
      const options = { ...optionsFor(rpcUrl), bridge: { summaryChunkSize: 7 } };
      const before = await deployContracts(options);
      const committee = {
        scheme,
        genesisStation: DEPLOYER,
        treasury: AUTHORITY,
        midpoint: 5_000n,
        slope: 20_000n,
        startingCredit: 0n,
        minimumDeposit: 100n,
        retirementSeconds: 86_400,
        epochSeconds: 60,
        expectedSeats: 20,
        minimumSeats: 10,
        salt: SALT,
      } as const;
      const after = await deployContracts({ ...options, bridge: { ...options.bridge, committee } });
      assert.deepEqual({ ...after, ...before }, after);
      const { Committee, Reputation, MedToken } = after;
      assert.ok(Committee !== undefined && Reputation !== undefined && MedToken !== undefined);
      assert.ok((after.BlsVoteVerifier === undefined) !== (after.EcdsaVoteVerifier === undefined));
      const client = clientOf(rpcUrl);
      const at = { address: Committee, abi: ABIS.Committee } as const;
      const settings = await client.readContract({ ...at, functionName: "settings" });
      assert.equal(settings.token, MedToken);
      assert.equal(settings.reputation, Reputation);
      assert.equal(settings.verifier, after.BlsVoteVerifier ?? after.EcdsaVoteVerifier);
      assert.equal(settings.minimumDeposit, 100n);
      const reputation = { address: Reputation, abi: ABIS.Reputation } as const;
      assert.equal(await client.readContract({ ...reputation, functionName: "committee" }), Committee);
      assert.equal(
        await client.readContract({ ...reputation, functionName: "summaryInbox" }),
        after.SummaryInbox,
      );
    });
  }

  it("puts a registry of anchors on a public chain", async () => {
    const rpcUrl = await startChain();
    const stations = [DEPLOYER, AUTHORITY] as const;
    const address = await deployAnchors({
      rpcUrl,
      chainId: CHAIN_ID,
      deployerPrivateKey: DEPLOYER_KEY,
      network: SALT,
      stations,
      threshold: 2,
      deploymentDir: mkdtempSync(join(temporary, "state-")),
    });
    const at = { address, abi: ABIS.AnchorRegistry } as const;
    const [kept, threshold] = await clientOf(rpcUrl).readContract({ ...at, functionName: "stations" });
    assert.deepEqual(new Set(kept), new Set(stations));
    assert.equal(threshold, 2);
  });

  it("wires the contracts and the authority's parameters together", async () => {
    const rpcUrl = await startChain();
    const options = optionsFor(rpcUrl);
    const addresses = await deployContracts(options);
    const client = clientOf(rpcUrl);
    const identity = { address: addresses.IdentityRegistry, abi: ABIS.IdentityRegistry } as const;
    const organization = { address: addresses.OrganizationRegistry, abi: ABIS.OrganizationRegistry } as const;
    assert.equal(
      await client.readContract({ ...identity, functionName: "organizationRegistry" }),
      addresses.OrganizationRegistry,
    );
    assert.equal(
      await client.readContract({ ...identity, functionName: "recoveryDelay" }),
      options.parameters.recoveryDelaySeconds,
    );
    assert.equal(await client.readContract({ ...organization, functionName: "authority" }), DEPLOYER);
    assert.equal(await usageLedgerOf(rpcUrl, addresses.ConsentRegistry), addresses.UsageLedger);
  });

  it("settles a correction contract that verifies openings by Σ-OR and knows no amendments", async () => {
    const rpcUrl = await startChain();
    const addresses = await deployContracts(optionsFor(rpcUrl));
    const client = clientOf(rpcUrl);
    const correction = { address: addresses.RecordCorrection, abi: ABIS.RecordCorrection } as const;
    assert.equal(await correctionOf(rpcUrl, addresses.RecordRegistry), addresses.RecordCorrection);
    assert.equal(
      await client.readContract({ ...correction, functionName: "recordRegistry" }),
      addresses.RecordRegistry,
    );
    assert.equal(
      await client.readContract({ ...correction, functionName: "amendmentVerifier" }),
      zeroAddress,
    );
    const verifier = await client.readContract({ ...correction, functionName: "commitmentVerifier" });
    const scheme = { address: verifier, abi: ABIS.SigmaOrCommitments, functionName: "scheme" } as const;
    assert.equal(await client.readContract(scheme), 1);
  });

  it("gives a chain the verifiers of the scheme it was deployed with", async () => {
    for (const commitments of [1, 2] as const) {
      const rpcUrl = await startChain();
      const corrections = { commitments, amendments: true };
      const addresses = await deployContracts({ ...optionsFor(rpcUrl), corrections });
      const client = clientOf(rpcUrl);
      const correction = { address: addresses.RecordCorrection, abi: ABIS.RecordCorrection } as const;
      const verifier = await client.readContract({ ...correction, functionName: "commitmentVerifier" });
      const scheme = { address: verifier, abi: ABIS.SigmaOrCommitments, functionName: "scheme" } as const;
      assert.equal(await client.readContract(scheme), commitments);
      const amendments = await client.readContract({ ...correction, functionName: "amendmentVerifier" });
      assert.ok((await client.getCode({ address: amendments })) !== undefined);
      assert.equal(await correctionOf(rpcUrl, addresses.RecordRegistry), addresses.RecordCorrection);
    }
  });

  it("puts them at the same addresses on chains that are deployed at the same time", async () => {
    const urls = await Promise.all([startChain(), startChain(), startChain()]);
    const [first, ...others] = await Promise.all(
      urls.map(async (url) => await deployContracts(optionsFor(url))),
    );
    for (const other of others) assert.deepEqual(other, first);
  });

  it("does nothing the second time", async () => {
    const rpcUrl = await startChain();
    const options = optionsFor(rpcUrl);
    const first = await deployContracts(options);
    const block = await clientOf(rpcUrl).getBlockNumber();
    assert.deepEqual(await deployContracts(options), first);
    assert.equal(await clientOf(rpcUrl).getBlockNumber(), block);
  });

  for (const [moment, minedBeforeTheCut] of [
    ["before", 2],
    ["after", 3],
  ] as const) {
    it(`goes on where it was cut off just ${moment} a transaction was sent`, async () => {
      const rpcUrl = await startChain();
      const options = optionsFor(rpcUrl);
      await assert.rejects(
        deployContracts({ ...options, rpcUrl: await cutAt(3, moment, rpcUrl) }),
        hasCode("DEPLOYMENT_INTERRUPTED"),
      );
      const mined = await clientOf(rpcUrl).getTransactionCount({ address: DEPLOYER });
      assert.equal(mined, minedBeforeTheCut);
      const addresses = await deployContracts(options);
      assert.equal(addresses.UsageLedger, getContractAddress({ from: DEPLOYER, nonce: 4n }));
      assert.equal(await usageLedgerOf(rpcUrl, addresses.ConsentRegistry), addresses.UsageLedger);
    });
  }

  it("goes on from a journal whose last line is torn", async () => {
    const rpcUrl = await startChain();
    const options = optionsFor(rpcUrl);
    const addresses = await deployContracts(options);
    appendFileSync(join(options.deploymentDir, "journal.jsonl"), '\n{"futureId":"MedLatt');
    assert.deepEqual(await deployContracts(options), addresses);
  });

  it("leaves ledger and corrections to a separate authority, or settles them with the authority's key", async () => {
    const rpcUrl = await startChain();
    const base = optionsFor(rpcUrl);
    const options = { ...base, parameters: { ...base.parameters, authority: AUTHORITY } };
    const addresses = await deployContracts(options);
    assert.equal(await usageLedgerOf(rpcUrl, addresses.ConsentRegistry), zeroAddress);
    assert.equal(await correctionOf(rpcUrl, addresses.RecordRegistry), zeroAddress);
    await deployContracts({ ...options, authorityPrivateKey: AUTHORITY_KEY });
    assert.equal(await usageLedgerOf(rpcUrl, addresses.ConsentRegistry), addresses.UsageLedger);
    assert.equal(await correctionOf(rpcUrl, addresses.RecordRegistry), addresses.RecordCorrection);
  });

  it("refuses a node of another chain", async () => {
    const rpcUrl = await startChain();
    await assert.rejects(deployContracts({ ...optionsFor(rpcUrl), chainId: 7102 }), hasCode("WRONG_CHAIN"));
  });

  it("says that the chain behind a journal was reset", async () => {
    const options = optionsFor(await startChain());
    await deployContracts(options);
    await assert.rejects(
      deployContracts({ ...options, rpcUrl: await startChain() }),
      hasCode("DEPLOYMENT_LOST"),
    );
  });

  it("says that the parameters have changed", async () => {
    const options = optionsFor(await startChain());
    await deployContracts(options);
    const parameters = { ...options.parameters, recoveryDelaySeconds: 1 };
    await assert.rejects(deployContracts({ ...options, parameters }), hasCode("DEPLOYMENT_CHANGED"));
  });

  it("writes no key into its journal", async () => {
    const options = optionsFor(await startChain());
    await deployContracts(options);
    const files = readdirSync(options.deploymentDir, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    assert.ok(files.length > 0);
    for (const { parentPath, name } of files) {
      assert.ok(!readFileSync(join(parentPath, name), "utf8").includes(DEPLOYER_KEY.slice(2)), name);
    }
  });
});
