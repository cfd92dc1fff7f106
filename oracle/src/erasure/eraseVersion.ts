import type { ErasureReceipt } from "@medlattice/sdk/client";
import { documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import { recordOfSealed, SEALED_HEAD_BYTES } from "@medlattice/sdk/envelope";
import type { Identities } from "@medlattice/sdk/envelope";
import { type Signer, sign, typed } from "@medlattice/sdk/eip712";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { manifestSchema, openAddress } from "@medlattice/sdk/manifest";
import { correctionDomain } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import type { Deals } from "../deals/createDeals.ts";
import type { ScalarTable, VersionKey } from "../institution/scalarTable.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { AnswerTable } from "../proxy/answerTable.ts";
import type { Store } from "../store/createStore.ts";
import type { Uploads } from "../store/uploads.ts";
import type { ErasureOrder, Tombstones } from "./tombstones.ts";

export interface EraseOptions {
  readonly orgId: Hex;
  readonly sealingIdentity: Identities;
  readonly tombstones: Tombstones;
  readonly scalars: ScalarTable;
  readonly manifests: ManifestTable;
  readonly answers: AnswerTable;
  readonly deals: Pick<Deals, "endRecord">;
  readonly store: Store;
  readonly uploads: Pick<Uploads, "forget">;
  readonly recordCorrectionOf: (chainId: number) => Hex;
  readonly signer: Signer;
  readonly nowSeconds: () => number;
}

/**
 * Destroys everything that this oracle keeps of a version, in this order, each step on disk before the next: a tombstone, from which on
 * nothing of the version is taken or told; the institution's scalar; the proxies' shares of it and the capsules, which stand in the
 * manifests, and answers made of them; the sealed file. Every step may be repeated, so whatever this process dies of, the next begins again.
 *
 * @returns this organisation's receipt
 */
export async function eraseVersion(options: EraseOptions, order: ErasureOrder): Promise<ErasureReceipt> {
  const { tombstones, manifests, scalars, answers, deals, store, uploads, nowSeconds } = options;
  const { chainId, recordId, version, endsRecord } = order;
  const file = await ownFile(options, await withAddress(options, order));
  tombstones.begin({ ...order, ...file }, nowSeconds());
  const { cid, digest } = tombstones.find(order) ?? file;
  scalars.destroy(order, nowSeconds());
  answers.forget({ chainId, recordId });
  if (endsRecord) await deals.endRecord(chainId, recordId);
  for (const manifest of manifests.ofVersion(chainId, recordId, version)) manifests.erase(manifest.hash);
  if (digest !== null) await uploads.forget(digest.slice(2));
  if (cid !== null && store.table.find(cid) !== undefined) await store.remove(cid);
  return receiptOf(options, order);
}

/** Where the sealed file is, from whichever manifest of the version is still here. */
async function withAddress(options: EraseOptions, order: ErasureOrder): Promise<ErasureOrder> {
  if (order.cid !== null && order.digest !== null) return order;
  const { manifests, orgId, sealingIdentity } = options;
  for (const { signed } of manifests.ofVersion(order.chainId, order.recordId, order.version)) {
    try {
      const manifest = parseStoredJson(manifestSchema, documentBytes(signed)).value;
      const { cid } = await openAddress({ manifest, organization: orgId, identity: sealingIdentity });
      return { ...order, cid, digest: manifest.content.digest };
    } catch (error) {
      // One that cannot be read tells nothing; the next one may.
      if (!(error instanceof MedLatticeError)) throw error;
    }
  }
  return order;
}

/**
 * The sealed file, if it is of this version and of no other record: a manifest may name somebody else's file as its own, and that must
 * neither be taken from them nor be refused ever after.
 */
async function ownFile(
  { store }: EraseOptions,
  order: ErasureOrder,
): Promise<Pick<ErasureOrder, "cid" | "digest">> {
  const { cid, digest } = order;
  const nothing = { cid: null, digest: null };
  if (cid === null || store.table.find(cid) === undefined) return nothing;
  const isShared = store.table.recordsOf(cid).some(({ recordId }) => recordId !== order.recordId);
  if (!isShared || (await isOf(store, order, cid))) return { cid, digest };
  store.table.unlink(cid, order);
  return nothing;
}

async function isOf(store: Store, key: VersionKey, cid: string): Promise<boolean> {
  const { sizeBytes } = store.stat(cid);
  const head: Uint8Array[] = [];
  const range = { offset: 0, length: Math.min(SEALED_HEAD_BYTES, sizeBytes) };
  for await (const part of await store.read(cid, range)) head.push(part);
  const record = recordOfSealed(Buffer.concat(head));
  const { chainId, recordId, version } = key;
  return record?.chainId === chainId && record.recordId === recordId && record.version === version;
}

async function receiptOf(options: EraseOptions, key: VersionKey): Promise<ErasureReceipt> {
  const { tombstones, orgId: organization, signer, nowSeconds } = options;
  const { chainId, recordId, version } = key;
  const before = tombstones.find(key)?.receipt;
  if (before !== undefined) return { recordId, version, organization, ...before };
  const message = { recordId, version, organization, erasedAt: nowSeconds() };
  const domain = correctionDomain(chainId, options.recordCorrectionOf(chainId));
  const signature = await sign(signer, typed("ErasureReceipt", domain, message));
  tombstones.finish(key, message.erasedAt, signature);
  return { ...message, signature };
}
