import {
  type ErasureEntry,
  type ErasureReceipt,
  bytes32,
  cid as cidSchema,
  erasureReceipt,
} from "@medlattice/sdk/client";
import { requireSignature, typed } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError, VerificationError } from "@medlattice/sdk/errors";
import {
  RECORD_STATUS,
  type RecordState,
  correctionDomain,
  recordStateSchema,
  stateHash,
} from "@medlattice/sdk/record";
import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { z } from "zod";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { hex, integer } from "../database/columns.ts";
import type { Facts } from "../evidence/createFacts.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { VersionKey } from "../institution/scalarTable.ts";
import { checkAccountSignature } from "../keys/checkAccountSignature.ts";
import type { JobQueue } from "../outbox/jobQueue.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { type EraseOptions, eraseVersion } from "./eraseVersion.ts";
import type { ErasureOrder } from "./tombstones.ts";

/** An institution's order to others, with the state that shows that the version is no more. */
export const erasureOrderBody = z.strictObject({
  chainId: z.int().positive(),
  version: z.int().nonnegative(),
  cid: cidSchema.nullable(),
  digest: bytes32.nullable(),
  state: recordStateSchema,
});
export type ErasureOrderBody = z.infer<typeof erasureOrderBody>;

/** Physical erasure of former versions (systems.md S4; docs/corrections.md). */
export interface Erasure {
  /** Finds what corrections have left to erase; each is done even if the process dies now. */
  wake(): void;
  /** Does what another institution orders, after asking the chain. */
  obey(peer: Hex, order: ErasureOrderBody): Promise<ErasureReceipt>;
  /** How far the erasure of a record's former versions has come. */
  progress(chainId: number, recordId: Hex): ErasureEntry[];
}

export interface CreateErasureOptions extends EraseOptions {
  readonly config: Pick<OracleConfig, "organization" | "network">;
  readonly database: DatabaseSync;
  readonly queries: Pick<IndexQueries, "record">;
  readonly facts: Pick<Facts, "ask">;
  readonly jobs: JobQueue;
  readonly peers: PeerClient | undefined;
  /** Account of an organisation's oracle on a chain. */
  readonly oracleOf: (chainId: number, organization: Hex) => Hex | undefined;
}

const HERE = "erase";
const THERE = "erase-elsewhere";
const versionSchema = z.strictObject({ chainId: z.int(), recordId: bytes32, version: z.int() });
const thereSchema = versionSchema.extend({ orgId: bytes32 });

export function createErasure(options: CreateErasureOptions): Erasure {
  const { config, tombstones, queries, jobs, peers } = options;
  const { orgId } = config.organization;
  // Each label has ended the version before its own.
  const due = options.database.prepare(
    `SELECT l.chain_id, l.label_record AS record_id, l.label_version - 1 AS version FROM labels l
     JOIN records r ON r.chain_id = l.chain_id AND r.record_id = l.label_record
     LEFT JOIN erasures e ON e.chain_id = l.chain_id AND e.record_id = l.label_record AND e.version = l.label_version - 1
     WHERE r.institution = ? AND e.erased IS NULL`,
  );

  /** Everybody else who may keep something of a record. */
  function others(): Hex[] {
    return (peers?.peers ?? [])
      .filter(({ orgId: peer, isProvider, isAuthority }) => isProvider || isAuthority || isProxy(peer))
      .map((peer) => peer.orgId);
  }

  function isProxy(organization: Hex): boolean {
    return config.network.organizations.some(
      ({ orgId: known, proxyIndex }) => known === organization && proxyIndex !== null,
    );
  }

  function orderFor(key: VersionKey): ErasureOrder | undefined {
    const state = queries.record(key.chainId, key.recordId)?.state;
    if (state === undefined || state.institution !== orgId || state.version <= key.version) return undefined;
    return { ...key, cid: null, digest: null, endsRecord: state.status === RECORD_STATUS.erased };
  }

  jobs.handle(HERE, async (payload) => {
    const order = orderFor(versionSchema.parse(JSON.parse(payload)));
    if (order === undefined) return;
    await eraseVersion(options, order);
    const { chainId, recordId, version } = order;
    for (const peer of others()) {
      const there = { chainId, recordId, version, orgId: peer };
      jobs.add(THERE, `${chainId}:${recordId}:${version}:${peer}`, JSON.stringify(there));
    }
  });

  jobs.handle(THERE, async (payload) => {
    const { orgId: peer, ...key } = thereSchema.parse(JSON.parse(payload));
    const state = queries.record(key.chainId, key.recordId)?.state;
    if (peers === undefined || state === undefined) return;
    const { cid, digest } = tombstones.find(key) ?? { cid: null, digest: null };
    const json: ErasureOrderBody = { chainId: key.chainId, version: key.version, cid, digest, state };
    const receipt = await peers.json(
      peer,
      { method: "POST", path: "/peer/v1/erasures", json },
      erasureReceipt,
    );
    await requireReceipt(key, peer, receipt);
    tombstones.putReceipt(key.chainId, receipt);
  });

  async function requireReceipt(
    { chainId, recordId, version }: VersionKey,
    peer: Hex,
    receipt: ErasureReceipt,
  ) {
    const { signature, ...message } = receipt;
    const isAbout = receipt.recordId === recordId && receipt.version === version;
    const signer = options.oracleOf(chainId, peer);
    if (!isAbout || receipt.organization !== peer || signer === undefined) throw receiptInvalid();
    const domain = correctionDomain(chainId, options.recordCorrectionOf(chainId));
    await requireSignature({
      data: typed("ErasureReceipt", domain, message),
      signer,
      signature,
      check: checkAccountSignature,
    });
  }

  /** The order is believed only as far as the chain says the same: that the version is not the record's present one. */
  async function requireEnded(peer: Hex, { chainId, version, state }: ErasureOrderBody): Promise<void> {
    if (state.institution !== peer) throw notPermitted("institution");
    if (state.version <= version) throw notPermitted("version");
    const { recordId } = state;
    const { answer } = await options.facts.ask<"record">(chainId, { kind: "record", recordId });
    if (answer.stateHash !== stateHash(state)) throw notPermitted("state");
  }

  return {
    wake() {
      for (const row of due.all(orgId)) {
        const key = {
          chainId: integer(row["chain_id"]),
          recordId: hex(row["record_id"]),
          version: integer(row["version"]),
        };
        jobs.add(HERE, `${key.chainId}:${key.recordId}:${key.version}`, JSON.stringify(key));
      }
    },
    async obey(peer, order) {
      await requireEnded(peer, order);
      const { chainId, version, cid, digest, state } = order;
      const endsRecord = state.status === RECORD_STATUS.erased;
      return eraseVersion(options, { chainId, recordId: state.recordId, version, cid, digest, endsRecord });
    },
    progress(chainId, recordId) {
      const state: RecordState | undefined = queries.record(chainId, recordId)?.state;
      if (state === undefined) throw new InvalidInputError("RECORD_NOT_FOUND", "There is no such record.");
      return Array.from({ length: state.version }, (_, version) => {
        const key = { chainId, recordId, version };
        const own = tombstones.find(key)?.receipt;
        const ownReceipt = own === undefined ? [] : [{ recordId, version, organization: orgId, ...own }];
        const receipts = [...ownReceipt, ...tombstones.receipts(key)];
        const confirmed = new Set(receipts.map(({ organization }) => organization));
        return { version, receipts, waitingFor: [orgId, ...others()].filter((each) => !confirmed.has(each)) };
      });
    },
  };
}

function notPermitted(member: string): PermissionError {
  return new PermissionError(
    "ERASURE_NOT_PERMITTED",
    "The chain does not say that this version is to be erased.",
    {
      facts: { member },
    },
  );
}

function receiptInvalid(): VerificationError {
  return new VerificationError(
    "ERASURE_RECEIPT_INVALID",
    "A receipt of erasure is not the peer's, or about something else.",
  );
}
