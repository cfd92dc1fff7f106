import type { DatabaseSync } from "node:sqlite";
import { toHex } from "@medlattice/sdk/codec";
import { VOTE_KIND } from "@medlattice/sdk/committee";
import { sign } from "@medlattice/sdk/eip712";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { chainById } from "@medlattice/sdk/network";
import { type VouchedSnapshot, snapshotHeadTyped } from "@medlattice/sdk/snapshot";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { OracleChain } from "../chains/openChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { Committee } from "../committee/committee.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import { readIdentities } from "../keys/readSealingIdentity.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Summaries } from "../summaries/createSummaries.ts";
import { type Worker, createWorker } from "../summaries/worker.ts";
import type { AccountBook } from "./accountBook.ts";
import type { StationNews } from "./createNews.ts";
import { type SnapshotIntake, createSnapshotIntake } from "./createSnapshotIntake.ts";
import { createSnapshotMaker } from "./createSnapshotMaker.ts";
import { slotOf } from "./headTable.ts";
import type { Heads } from "./heads.ts";
import { snapshotReply } from "./snapshotMessages.ts";
import { type KeptSnapshot, type SnapshotTable, snapshotOf } from "./snapshotTable.ts";
import { type SnapshotSource, consortiumSource, privateSource } from "./sources.ts";

export interface SnapshotsInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  readonly recoverable: DatabaseSync;
  readonly chains: OracleChains;
  readonly consortium: OracleChain;
  readonly peers: PeerClient;
  readonly committee: Pick<Committee, "propose">;
  readonly summaries: Pick<Summaries, "reading">;
  readonly signer: ServiceSigner;
  readonly at: { readonly chainId: number; readonly committee: Hex };
  readonly book: AccountBook;
  readonly heads: Heads;
  readonly snapshots: SnapshotTable;
  readonly news: Pick<StationNews, "push">;
  readonly nowSeconds: () => number;
}

export interface Snapshots {
  /** At an authority. */
  readonly intake: SnapshotIntake | undefined;
  /** By chain: of an institution its own, of an authority the consortium's. */
  readonly workers: ReadonlyMap<number, Worker>;
}

/** What an organisation does for snapshots: an institution makes those of its private chain, an authority those of the consortium's. */
export function createSnapshots(inputs: SnapshotsInputs): Snapshots {
  const { config, chains, consortium, book, at, signer } = inputs;
  const { organization, roles, anchoring } = config;
  const { orgId } = organization;
  const isAuthority = roles.includes("authority");

  async function announce(vouched: VouchedSnapshot): Promise<void> {
    const { chain, root } = vouched.head;
    const slot = slotOf(chain.chainId, chain.sequence);
    inputs.news.push({ heads: [vouched], anchors: [] });
    inputs.committee.propose({ kind: VOTE_KIND.anchor, slot, payload: root });
  }

  async function vouchOwn(snapshot: KeptSnapshot, signature: Hex): Promise<VouchedSnapshot> {
    const { head } = snapshot;
    const { chainPath } = snapshotOf(snapshot);
    const vouched = await sign(signer, snapshotHeadTyped(at, head));
    return { head, signature, authority: orgId, vouched, chainPath: [...chainPath] };
  }

  function workerOf(source: SnapshotSource, vouch: typeof vouchOwn): Worker {
    const { storage, sealing, previousStorage } = config.keys;
    const [identity = ""] = readIdentities(storage ?? sealing, previousStorage);
    const { snapshotHeight: totalHeight, snapshotSeconds: seconds } = anchoring;
    const policy = { totalHeight, seconds };
    const maker = createSnapshotMaker({ ...inputs, source, orgId, identity, policy, vouch, announce });
    return createWorker({
      name: "snapshots",
      chainId: source.chainId,
      logger: inputs.logger,
      step: () => maker.step(),
    });
  }

  const workers = new Map<number, Worker>();
  const own = chains.get(organization.privateChainId ?? 0);
  if (own !== undefined && roles.includes("institution")) {
    workers.set(own.config.chainId, workerOf(privateSource(book, own), askAuthority(inputs.peers)));
  }
  if (isAuthority) {
    const source = consortiumSource({
      chain: consortium,
      book,
      database: inputs.recoverable,
      network: config.network,
      token: chainById(config.network, consortium.config.chainId).committee?.medToken,
      syncBatches: async () => void (await inputs.summaries.reading?.batches(0, 1)),
    });
    workers.set(source.chainId, workerOf(source, vouchOwn));
  }
  const intake = isAuthority
    ? createSnapshotIntake({ ...inputs, orgId, network: config.network, announce })
    : undefined;
  return { intake, workers };
}

/** Asks an authority, and the next one when it is away. */
function askAuthority(
  peers: PeerClient,
): (snapshot: KeptSnapshot, signature: Hex) => Promise<VouchedSnapshot> {
  const authorities = peers.peers.filter(({ isAuthority }) => isAuthority);
  return async ({ head, accounts, saltKey }, signature) => {
    const json = { head, signature, accounts, saltKey: toHex(saltKey) };
    let failure: unknown = new UnavailableError(
      "SNAPSHOT_NO_AUTHORITY",
      "No authority vouches for snapshots here.",
    );
    for (const { orgId } of authorities) {
      try {
        return await peers.json(orgId, { method: "POST", path: "/peer/v1/snapshots", json }, snapshotReply);
      } catch (error) {
        if (!(error instanceof MedLatticeError) || error.code !== "PEER_UNREACHABLE") throw error;
        failure = error;
      }
    }
    throw failure;
  };
}
