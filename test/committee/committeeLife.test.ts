import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { deployContracts } from "@medlattice/contracts/deploy";
import { ABIS } from "@medlattice/sdk/abi";
import { fromHex, type Hex, toHex } from "@medlattice/sdk/codec";
import {
  aggregateVotes,
  COMMITTEE_ROLE,
  type CommitteeVote,
  contribute,
  createGroup,
  createVoters,
  drawSeats,
  encodeG1Eip2537,
  encodeG2Eip2537,
  encodeVotes,
  finishSetup,
  genesisSeed,
  membershipKeyOf,
  nextSeed,
  pinVote,
  possessionContext,
  proveRound,
  proveVotingKey,
  signVote,
  type SortitionRound,
  votingKeyOf,
} from "@medlattice/sdk/committee";
import { initCrypto } from "@medlattice/sdk/crypto";
import { contractDomain, digestOf, orgIdOf, typed } from "@medlattice/sdk/eip712";
import { institutionReputation } from "@medlattice/sdk/reputation";
import { batchMessage, makeBatch, makeSection, sectionMessage } from "@medlattice/sdk/summary";
import { createPublicClient, createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { createChain, type Chain } from "../../network/src/chain/index.ts";
import { decodeG1, decodeG2 } from "../../sdk/src/crypto/bls/points.ts";
import { refusal } from "../circuits/fixture.ts";
import { oracleAccount, testAccount, testKey } from "../oracle/fixture/chain.ts";

/**
 * Three stations found a committee, draw by tokens and pin a batch, all of it signed by the SDK and taken by the contracts; and
 * reputation as the SDK computes it from what the inbox keeps (systems.md P5–P8, S7, S8).
 */
const CHAIN_ID = 7_160;
const NAMES = ["hospital.example", "platform.example", "authority.example"] as const;
const ORGANIZATIONS = NAMES.map((name) => orgIdOf(name));
const SECRETS = [5_001n, 5_002n, 5_003n];
const ACCOUNTS = NAMES.map((name) => testAccount(`account of ${name}`));
const SALT: Hex = `0x${"5a".repeat(32)}`;
const ZERO: Hex = `0x${"00".repeat(32)}`;
const [HOSPITAL, , AUTHORITY] = ORGANIZATIONS as [Hex, Hex, Hex];
const authority = privateKeyToAccount(testKey("authority"));

const folder = mkdtempSync(join(tmpdir(), "medlattice-committee-"));
let node: Chain;
let contracts: Awaited<ReturnType<typeof deployContracts>>;
type Name = "OrganizationRegistry" | "SummaryInbox" | "MedToken" | "Reputation" | "Committee";

const addressOf = (name: Name): Hex => {
  const address = contracts[name];
  assert.ok(address !== undefined, name);
  return address;
};
const reader = () => createPublicClient({ transport: http(node.url), pollingInterval: 10 });

/** A dry run, which gives the contract's own error, and then the call. */
async function send(name: Name, functionName: string, args: readonly unknown[], account = authority) {
  const call = {
    address: addressOf(name),
    abi: ABIS[name] as readonly unknown[],
    functionName,
    args,
  } as const;
  await reader().simulateContract({ account, ...call });
  const wallet = createWalletClient({ account, transport: http(node.url) });
  const hash = await wallet.writeContract({ ...call, chain: null, gasPrice: 0n, type: "legacy" });
  const receipt = await reader().waitForTransactionReceipt({ hash });
  assert.equal(receipt.status, "success");
}

async function read<Result>(
  name: Name,
  functionName: string,
  args: readonly unknown[] = [],
): Promise<Result> {
  const abi = ABIS[name] as readonly unknown[];
  // What a contract answers has the type of its ABI, which this helper for many does not carry.
  return (await reader().readContract({ address: addressOf(name), abi, functionName, args })) as Result;
}

function setupOfAll() {
  const group = createGroup(SECRETS.map((secret) => votingKeyOf(secret).publicKey));
  return finishSetup(
    group,
    SECRETS.map((secret, station) => contribute(group, station, secret)),
  );
}

/** Evidence that the stations named have voted, out of those who may. */
function evidenceOf(vote: CommitteeVote, voters: readonly number[], signers: readonly number[]): Hex {
  const committee = setupOfAll();
  const domain = contractDomain({
    contract: "Committee",
    chainId: CHAIN_ID,
    address: addressOf("Committee"),
  });
  const message = fromHex(digestOf(typed("CommitteeVote", domain, vote)));
  const shares = signers.map((station) => {
    const secret = SECRETS[station] ?? 0n;
    const membershipKey = membershipKeyOf({
      committee,
      station,
      secret,
      contributions: committee.accepted,
    });
    return { station, signature: signVote({ group: committee.group, secret, membershipKey, message }) };
  });
  return toHex(encodeVotes(aggregateVotes(createVoters(committee, voters), message, shares)));
}

interface RoundOnChain {
  readonly seed: Hex;
  readonly epoch: bigint;
  readonly openedAt: bigint;
}

before(async () => {
  await initCrypto();
  node = await createChain({
    chainId: CHAIN_ID,
    name: "committee",
    dataDir: join(folder, "chain"),
    genesisTime: 1_760_000_000,
  });
  contracts = await deployContracts({
    rpcUrl: node.url,
    chainId: CHAIN_ID,
    deployerPrivateKey: testKey("authority"),
    deploymentDir: join(folder, "deployment"),
    parameters: {
      authority: authority.address,
      recoveryDelaySeconds: 3_600,
      lineageSalt: SALT,
      opensForeignRecords: true,
    },
    bridge: {
      summaryChunkSize: 2,
      committee: {
        scheme: 1,
        genesisStation: authority.address,
        treasury: authority.address,
        midpoint: 1n,
        slope: 1n,
        startingCredit: 10n ** 17n,
        minimumDeposit: 100n,
        retirementSeconds: 60,
        epochSeconds: 0,
        expectedSeats: 30,
        minimumSeats: 1,
        salt: SALT,
      },
    },
  });
  for (const [index, dnsName] of NAMES.entries()) {
    const oracle = oracleAccount(orgIdOf(dnsName)).address;
    const admin = authority.address;
    const registration = { dnsName, kind: index + 1, admin, issuerKey: admin, oracle, endpoint: "" };
    await send("OrganizationRegistry", "registerOrganization", [registration]);
  }
  await send("SummaryInbox", "assignChain", [HOSPITAL, 7_101n]);
});
after(async () => {
  await node.close();
  rmSync(folder, { recursive: true });
});

describe("a committee of three stations", () => {
  it("is founded, and begins with the seed that the SDK computes", async () => {
    const registry = addressOf("Committee");
    for (const [station, organization] of ORGANIZATIONS.entries()) {
      const account = ACCOUNTS[station];
      const secret = SECRETS[station] ?? 0n;
      assert.ok(account !== undefined);
      const context = possessionContext({ chainId: CHAIN_ID, registry, organization });
      const key = toHex(encodeG2Eip2537(decodeG2(votingKeyOf(secret).publicKey, "key")));
      const proof = toHex(encodeG1Eip2537(decodeG1(proveVotingKey(secret, context), "proof")));
      await send("Committee", "found", [{ organization, account: account.address, key, proof }]);
      await send("MedToken", "transfer", [account.address, 3_000n]);
      await send("MedToken", "delegate", [account.address], account);
      await send("MedToken", "approve", [registry, 100n], account);
      await send("Committee", "deposit", [station, 100n], account);
    }
    await send("Committee", "start", [0b111n]);
    const { seed } = await read<RoundOnChain>("Committee", "round");
    assert.equal(seed, genesisSeed({ chainId: CHAIN_ID, committee: registry, salt: SALT }));
  });

  it("pins a batch by all three, since two thirds are not more than two thirds", async () => {
    const items = Array.from({ length: 12 }, (_, index) => ({
      kind: 1 as const,
      chainId: 7_101,
      blockNumber: index,
      recordId: toHex(new Uint8Array(32).fill(index + 1)),
      version: 0,
      commitment: SALT,
      keywordRoot: SALT,
      ephemeral: SALT,
      tag: SALT,
    }));
    const section = makeSection({
      institution: HOSPITAL,
      chainId: 7_101,
      head: { sectionHash: ZERO, nextSlip: 0, nextBlock: 0 },
      items,
      toBlockHash: SALT,
      registrations: 4,
    });
    const head = { sequence: 0, batchHash: ZERO };
    const { batch } = makeBatch({ head, sections: [section], dataDigest: SALT, authority: AUTHORITY });
    const address = addressOf("SummaryInbox");
    const domain = contractDomain({ contract: "SummaryInbox", chainId: CHAIN_ID, address });
    const signed = { section: sectionMessage(section), batch: batchMessage(batch) };
    const bySection = await oracleAccount(HOSPITAL).sign({
      hash: digestOf(typed("SummarySection", domain, signed.section)),
    });
    const byBatch = await oracleAccount(AUTHORITY).sign({
      hash: digestOf(typed("SummaryBatch", domain, signed.batch)),
    });
    await send("SummaryInbox", "post", [signed.batch, [signed.section], [bySection], byBatch]);
    const vote = pinVote(1n, 1n, await read<Hex>("SummaryInbox", "batchOf", [1n]));
    const tooFew = send("Committee", "decide", [vote, evidenceOf(vote, [0, 1, 2], [0, 1])]);
    assert.equal(await refusal("Committee", tooFew), "CommitteeTooFewSeats");
    await send("Committee", "decide", [vote, evidenceOf(vote, [0, 1, 2], [0, 1, 2])]);
    assert.equal(await read("Committee", "isPinned", [1n]), true);
  });

  it("has the reputations that the SDK computes from the inbox", async () => {
    interface Tallies {
      readonly registrations: { readonly sum: bigint; readonly squares: bigint };
      readonly items: { readonly sum: bigint; readonly squares: bigint };
      readonly batches: { readonly sum: bigint; readonly squares: bigint };
      readonly slips: { readonly sum: bigint; readonly squares: bigint };
    }
    const totals = await read<{ batches: bigint; slips: bigint; items: bigint; registrations: bigint }>(
      "SummaryInbox",
      "totals",
    );
    for (const organization of ORGANIZATIONS) {
      const activity = await read<Tallies>("SummaryInbox", "activityOf", [organization]);
      const { registrations, items, batches, slips } = activity;
      const computed = institutionReputation(
        { isHonest: true, registrations, items, participations: batches, attested: slips },
        {
          batches: totals.batches,
          chunkSize: 2n,
          entries: totals.items + totals.registrations,
          slips: totals.slips,
        },
        { curve: { midpoint: 1n, slope: 1n }, startingCredit: 10n ** 17n },
      );
      assert.equal(await read("Reputation", "participationOf", [organization]), computed.participation);
      assert.equal(await read("Reputation", "serviceOf", [organization]), computed.service);
      assert.equal(await read("Reputation", "reputationOf", [organization]), computed.reputation);
    }
  });

  it("draws the seats and the next seed that the SDK computes", async () => {
    const { seed, epoch } = await read<RoundOnChain>("Committee", "round");
    const round: SortitionRound = { seed, epoch, role: COMMITTEE_ROLE, expected: 30n, tokens: 12_000n };
    const outputs: Uint8Array[] = [];
    const drawn: number[] = [];
    for (const [station, secret] of SECRETS.entries()) {
      const proof = proveRound(round, secret);
      const claim = { publicKey: votingKeyOf(secret).publicKey, proof, weight: 2_900n };
      const draw = drawSeats(round, claim);
      if (draw.seats === 0) continue;
      outputs.push(...draw.outputs);
      drawn.push(station);
      await send("Committee", "register", [station, toHex(encodeG1Eip2537(decodeG1(proof, "proof")))]);
      const seat = await read<{ seats: number }>("Committee", "seatOf", [epoch, station]);
      assert.equal(seat.seats, draw.seats);
    }
    assert.notEqual(drawn.length, 0);
    await send("Committee", "advance", []);
    const next = await read<RoundOnChain>("Committee", "round");
    assert.equal(next.seed, nextSeed(round, outputs));
    const { stations } = await read<{ stations: bigint }>("Committee", "electorate");
    assert.equal(
      stations,
      drawn.reduce((bits, station) => bits | (1n << BigInt(station)), 0n),
    );
  });
});
