import { rm } from "node:fs/promises";
import { join } from "node:path";
import { deployContracts } from "@medlattice/contracts/deploy";
import { ABIS } from "@medlattice/sdk/abi";
import { contractDomain, orgIdOf, sign, typed } from "@medlattice/sdk/eip712";
import { newId } from "@medlattice/sdk/record";
import {
  batchHashOf,
  batchMessage,
  BATCH_SLIPS,
  EMPTY_SECTIONS,
  headAfter,
  ITEM_KIND,
  makeBatch,
  makeSection,
  type SectionHead,
  sectionMessage,
  SLIP_ITEMS,
  type SummaryItem,
} from "@medlattice/sdk/summary";
import { encodeFunctionData, type Hex, keccak256, stringToHex, zeroHash } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import type { BenchRow, Progress, Quantity } from "../../sdk/bench/row.ts";
import { startChainProcess } from "./world/chainProcess.ts";
import { benchKey } from "./world/key.ts";
import { type Rpc, rpc } from "./world/rpc.ts";
import { signTransaction } from "./world/transaction.ts";

const CHAIN_ID = 7_403;
const GENESIS_TIME = 1_760_000_000;
const GAS = 16_000_000;
/** One by one, after the first. */
const SINGLES = 20;
const FULL = BATCH_SLIPS * SLIP_ITEMS;
const MOST_GAS = 200_000;
const BATCHES_PER_CHUNK = 1_000;

const authority = { dnsName: "authority.example", kind: 3, key: benchKey("authority") };
const institutions = [
  { dnsName: "hospital.example", kind: 1, chainId: 7_101, key: benchKey("hospital") },
  { dnsName: "platform.example", kind: 2, chainId: 7_102, key: benchKey("platform") },
] as const;

/** What the consortium chain pays and keeps for a record in a batch, beside posting each by itself (M3–M5). */
export async function summaryRows(progress: Progress): Promise<BenchRow[]> {
  const chain = await startChainProcess({
    chainId: CHAIN_ID,
    name: "bench",
    port: 0,
    genesisTime: GENESIS_TIME,
  });
  try {
    progress("an inbox with two institutions");
    const poster = await createPoster(chain.url, join(chain.folder, "deployment"));
    const measured = async (parts: readonly number[], times = 1): Promise<Cost> => {
      const before = await chain.journalBytes();
      let gas = 0;
      for (let time = 0; time < times; time++) gas += await poster.post(parts);
      return { gas: gas / times, bytes: ((await chain.journalBytes()) - before) / times };
    };
    // What an institution's first batch writes for the first time is left out.
    await measured([1, 1]);
    progress("batches");
    const full = await measured([FULL]);
    const shared = await measured([FULL / 2, FULL / 2]);
    progress("records one by one");
    const single = await measured([1], SINGLES);
    return [
      batchRow("summaries: gas of a batch", `post, one section of ${FULL} items`, full),
      batchRow(
        "summaries: gas of a batch of two",
        `post, two institutions with ${FULL / 2} items each`,
        shared,
      ),
      perRecordRow("summaries: gas of a record", "gas", full, single),
      perRecordRow("summaries: bytes of a record", "bytes", full, single),
    ];
  } finally {
    await chain.close();
  }
}

interface Cost {
  readonly gas: number;
  /** Of the chain's journal, with everything around the transaction. */
  readonly bytes: number;
}

const UNIT = { gas: "gas", bytes: "B" } as const;

function batchRow(row: string, what: string, { gas }: Cost): BenchRow {
  return {
    row,
    what,
    ours: { value: gas, unit: "gas" },
    baseline: { value: MOST_GAS, unit: "gas" },
    baselineName: "the goal",
    ratio: MOST_GAS / gas,
    goal: `≤ ${MOST_GAS} gas, the committee's vote beside it`,
    isMet: gas <= MOST_GAS,
  };
}

function perRecordRow(row: string, of: keyof Cost, full: Cost, single: Cost): BenchRow {
  const ours: Quantity = { value: Math.round((10 * full[of]) / FULL) / 10, unit: UNIT[of] };
  const baseline: Quantity = { value: Math.round(single[of]), unit: UNIT[of] };
  return {
    row,
    what: `one of ${FULL} items in a full batch on the consortium chain`,
    ours,
    baseline,
    baselineName: `each record posted to the same inbox by itself, ${SINGLES} times, same run`,
    ratio: (single[of] * FULL) / full[of],
    goal: "",
    isMet: null,
  };
}

interface Poster {
  /** Posts a batch with so many items of each institution. @returns its gas */
  post(parts: readonly number[]): Promise<number>;
}

async function createPoster(rpcUrl: string, deploymentDir: string): Promise<Poster> {
  const { privateKey, address } = authority.key;
  const contracts = await deployContracts({
    rpcUrl,
    chainId: CHAIN_ID,
    deployerPrivateKey: privateKey,
    deploymentDir,
    bridge: { summaryChunkSize: BATCHES_PER_CHUNK },
    parameters: {
      authority: address,
      recoveryDelaySeconds: 3600,
      lineageSalt: keccak256(stringToHex("bench")),
      opensForeignRecords: true,
    },
  });
  await rm(deploymentDir, { recursive: true, force: true });
  const inbox = contracts.SummaryInbox;
  if (inbox === undefined) throw new Error("the deployment has no inbox");
  const calls = rpc(rpcUrl);
  const send = senderOf(calls, await calls.nonceOf(address));
  for (const { dnsName, kind, key } of [authority, ...institutions]) {
    const { address: oracle } = key;
    await send(
      contracts.OrganizationRegistry,
      encodeFunctionData({
        abi: ABIS.OrganizationRegistry,
        functionName: "registerOrganization",
        args: [{ dnsName, kind, admin: address, issuerKey: oracle, oracle, endpoint: "" }],
      }),
    );
  }
  for (const { dnsName, chainId } of institutions) {
    const args = [orgIdOf(dnsName), BigInt(chainId)] as const;
    await send(inbox, encodeFunctionData({ abi: ABIS.SummaryInbox, functionName: "assignChain", args }));
  }

  const domain = contractDomain({ contract: "SummaryInbox", chainId: CHAIN_ID, address: inbox });
  const heads: SectionHead[] = institutions.map(() => EMPTY_SECTIONS);
  let head = { sequence: 0, batchHash: zeroHash as Hex };
  return {
    async post(parts) {
      const made = parts.map((count, index) => sectionOf(index, count, heads[index] ?? EMPTY_SECTIONS));
      const { batch, sections } = makeBatch({
        head,
        sections: made,
        dataDigest: newId(),
        authority: orgIdOf(authority.dnsName),
      });
      const signatures = await Promise.all(
        sections.map(async (section) => {
          const signer = institutions.find(({ chainId }) => chainId === section.chainId) ?? authority;
          return sign(accountOf(signer), typed("SummarySection", domain, sectionMessage(section)));
        }),
      );
      const signature = await sign(accountOf(authority), typed("SummaryBatch", domain, batchMessage(batch)));
      const args = [batchMessage(batch), sections.map(sectionMessage), signatures, signature] as const;
      const gas = await send(
        inbox,
        encodeFunctionData({ abi: ABIS.SummaryInbox, functionName: "post", args }),
      );
      head = { sequence: batch.sequence, batchHash: batchHashOf(batch) };
      for (const [index, section] of made.entries()) heads[index] = headAfter(section);
      return gas;
    },
  };
}

function senderOf(calls: Rpc, firstNonce: number): (to: Hex, data: Hex) => Promise<number> {
  let nonce = firstNonce;
  return async (to, data) => {
    const raw = signTransaction(authority.key, { chainId: CHAIN_ID, nonce: nonce++, to, data, gas: GAS });
    return calls.gasUsed(await calls.send(raw));
  };
}

function accountOf({ key }: { readonly key: { readonly privateKey: Hex } }): PrivateKeyAccount {
  return privateKeyToAccount(key.privateKey);
}

/** Items as records leave them: nothing in them is guessable, so nothing in the call compresses. */
function sectionOf(index: number, count: number, head: SectionHead) {
  const institution = institutions[index] ?? institutions[0];
  const { chainId } = institution;
  const items = Array.from({ length: count }, (): SummaryItem => ({
    kind: ITEM_KIND.record,
    chainId,
    blockNumber: head.nextBlock,
    recordId: newId(),
    version: 0,
    commitment: newId(),
    keywordRoot: newId(),
    ephemeral: newId(),
    tag: newId(),
  }));
  return makeSection({
    institution: orgIdOf(institution.dnsName),
    chainId,
    head,
    items,
    toBlockHash: newId(),
    registrations: 0,
  });
}
