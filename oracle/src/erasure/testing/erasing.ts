import { readAllBytes, utf8 } from "@medlattice/sdk/codec";
import { newParts, seal } from "@medlattice/sdk/envelope";
import type { DatabaseSync } from "node:sqlite";
import { createScalarTable } from "../../institution/scalarTable.ts";
import { createSigner } from "../../keys/createSigner.ts";
import { createManifestTable } from "../../manifests/manifestTable.ts";
import { createAnswerTable } from "../../proxy/answerTable.ts";
import type { Store } from "../../store/createStore.ts";
import { createUploads } from "../../store/uploads.ts";
import type { EraseOptions } from "../eraseVersion.ts";
import { createTombstones } from "../tombstones.ts";

export const CHAIN_ID = 7101;
export const RECORD_ID = `0x${"5e".repeat(32)}` as const;
export const OTHER_RECORD = `0x${"6f".repeat(32)}` as const;
const ORG_ID = `0x${"0a".repeat(32)}` as const;
const SIGNER = createSigner(`0x${"11".repeat(32)}`);
export const KEY = { chainId: CHAIN_ID, recordId: RECORD_ID, version: 0 };

/** What an oracle keeps, over a store and its database; nothing but the deals is a stand-in. */
export function eraseOptions(database: DatabaseSync, store: Store): EraseOptions {
  const limits = { objectBytes: 1 << 20, unfinishedBytesPerPerson: 1 << 20 };
  return {
    orgId: ORG_ID,
    sealingIdentity: [],
    tombstones: createTombstones(database),
    scalars: createScalarTable(database),
    manifests: createManifestTable(database),
    answers: createAnswerTable(database),
    deals: { endRecord: async () => undefined },
    store,
    uploads: createUploads(database, store, limits, () => 1_000),
    recordCorrectionOf: () => `0x${"0c".repeat(20)}`,
    signer: SIGNER,
    nowSeconds: () => 1_000,
  };
}

/** A sealed file of a version. */
export async function sealedFile(recordId: `0x${string}` = RECORD_ID, version = 0): Promise<Uint8Array> {
  const record = { registryId: `0x${"4e".repeat(32)}` as const, chainId: CHAIN_ID, recordId, version };
  const { stream } = await seal({ plaintext: utf8("x".repeat(10_000)), record, parts: newParts() });
  return readAllBytes(stream, 100_000);
}

/** Puts a scalar, two manifests and an answer of the version beside its sealed file. */
export function keepVersion(options: EraseOptions, cid: string): void {
  const { scalars, manifests, answers, store } = options;
  const sealed = utf8("a scalar, sealed");
  const deal = { threshold: 1, commitments: [`0x${"aa".repeat(48)}` as const], shares: [] };
  scalars.put(KEY, {
    author: ORG_ID,
    deal: { ...deal, shares: [{ organization: ORG_ID, index: 1, sealed: "0x" }] },
    sealed,
    created: 1,
  });
  for (const keyVersion of [1, 2]) {
    const hash = `0x${String(keyVersion).repeat(64)}` as const;
    const signed = {
      document: "capsules and shares",
      signer: `0x${"22".repeat(20)}` as const,
      signature: "0x" as const,
    };
    manifests.put({ ...KEY, hash, keyVersion, signed }, 1);
  }
  const answer = { stateHash: ORG_ID, sealed: utf8("an answer"), record: KEY, given: 1 };
  answers.put({ chainId: CHAIN_ID, accessId: RECORD_ID }, answer);
  store.table.link(cid, KEY);
}
