import type { CorrectionEntry, CorrectionStatus, CorrectionSubmission } from "@medlattice/sdk/client";
import { decompressCommitment } from "@medlattice/sdk/crypto";
import { documentBytes, parseStoredJson, type SignedDocument } from "@medlattice/sdk/codec";
import type { Identities } from "@medlattice/sdk/envelope";
import { InvalidInputError, VerificationError } from "@medlattice/sdk/errors";
import {
  type Manifest,
  manifestSchema,
  openAddress,
  openingHashOf,
  type Opening,
  type StorageAddress,
  verifyManifest,
} from "@medlattice/sdk/manifest";
import { type RecordState, registryDomain } from "@medlattice/sdk/record";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import type { ChainConfig, OracleConfig } from "../config/oracleConfig.ts";
import type { ScalarTable } from "../institution/scalarTable.ts";
import type { ManifestTable, StoredManifest } from "../manifests/manifestTable.ts";
import type { Store } from "../store/createStore.ts";
import type { StoredCorrection } from "./correctionTable.ts";

/** A version that is not on chain yet: its manifest and its sealed file. */
export interface AcceptedVersion {
  readonly manifest: StoredManifest;
  readonly address: StorageAddress;
}

/** The new versions of corrections: kept while they wait, shown to others once they are on chain, gone when they never will be. */
export interface CorrectedVersions {
  /**
   * Checks the manifest of a correction as any reader will, once there is an opening; null for an erasure.
   * @throws VerificationError MANIFEST_MISMATCH | OPENING_INVALID | CORRECTION_DEAL_REPLACED and those of `verifyManifest`
   */
  accept(
    chainId: number,
    submission: CorrectionSubmission,
    state: RecordState,
    opening: Opening | null,
  ): Promise<AcceptedVersion | null>;
  /** Inside a transaction. */
  keep(accepted: AcceptedVersion): void;
  /** The correction is on chain: other stations may have it. Inside a transaction. */
  publish(correction: StoredCorrection): void;
  /** It never will be: manifest, scalar and sealed file go. */
  discard(correction: StoredCorrection): Promise<void>;
  describe(correction: StoredCorrection, status: CorrectionStatus): Promise<CorrectionEntry>;
}

export interface CorrectedVersionsOptions {
  readonly config: Pick<OracleConfig, "organization" | "proxies">;
  readonly chainOf: (chainId: number) => ChainConfig;
  readonly manifests: ManifestTable;
  readonly scalars: ScalarTable;
  readonly store: Pick<Store, "table" | "remove">;
  readonly sealingIdentity: Identities;
  readonly checkSignature: SignatureCheck;
  readonly commitmentOf: (chainId: number, recordId: Hex) => Hex;
  /** Has the sealed file copied to the other provider, and the manifest to the authority. */
  readonly share: (manifestHash: Hex, cid: string) => void;
  readonly nowSeconds: () => number;
}

export function createCorrectedVersions(options: CorrectedVersionsOptions): CorrectedVersions {
  const { config, chainOf, manifests, scalars, store } = options;
  const { orgId } = config.organization;

  async function addressIn(manifest: Manifest): Promise<StorageAddress> {
    return openAddress({ manifest, organization: orgId, identity: options.sealingIdentity });
  }

  function requireObject({ content }: Manifest, { cid, providers }: StorageAddress): void {
    const object = providers.includes(orgId) ? store.table.find(cid) : undefined;
    if (object === undefined) {
      throw new InvalidInputError("OBJECT_NOT_FOUND", "The sealed file of the correction is not here.", {
        hints: ["Store the sealed file first, then hand in the correction."],
      });
    }
    if (`0x${object.sha256}` !== content.digest) throw mismatch("digest");
    if (object.sizeBytes !== content.sealedSizeBytes) throw mismatch("sealedSizeBytes");
  }

  async function verified(
    chainId: number,
    { statement, manifest: given }: CorrectionSubmission,
    state: RecordState,
    opening: Opening,
    signed: SignedDocument,
  ) {
    const chain = chainOf(chainId);
    const { registryId } = chain;
    const { recordId, version, author, manifestHash, keywordRoot, stationRoot } = statement;
    const { content } = parseStoredJson(manifestSchema, documentBytes(signed)).value;
    if (given === null || content.digest !== statement.digest) throw mismatch("digest");
    if (content.fieldRoot !== statement.fieldRoot) throw mismatch("fieldRoot");
    const registry = { chainId, registryId, address: chain.contracts.recordRegistry };
    return verifyManifest({
      signed,
      expected: {
        record: { registryId, chainId, recordId, version },
        author,
        patient: state.patient,
        categoryTag: state.categoryTag,
        commitment: state.commitment,
        manifestHash,
        keywordRoot,
        stationRoot,
        commitmentProof: openingHashOf(content, opening),
        opening,
        chameleonKey: opening.h1,
        threshold: config.proxies.threshold,
      },
      domain: registryDomain(registry),
      check: options.checkSignature,
    });
  }

  return {
    async accept(chainId, submission, state, opening) {
      const { statement, manifest: given } = submission;
      if (given === null) {
        if (BigInt(statement.manifestHash) === 0n) return null;
        throw mismatch("manifestHash");
      }
      const signed = { ...given, signer: lower(given.signer) };
      if (signed.signer !== statement.signer) throw mismatch("signer");
      const { value, hash } =
        opening === null ? parsed(signed) : await verified(chainId, submission, state, opening, signed);
      if (hash !== statement.manifestHash) throw mismatch("manifestHash");
      const { recordId, version } = statement;
      const [own] = scalars.find({ chainId, recordId, version })?.deal.commitments ?? [];
      if (own === undefined || own !== value.keys.institutionDeal.commitments[0]) throw dealReplaced();
      const address = await addressIn(value);
      requireObject(value, address);
      const { keyVersion } = value.keys;
      return { manifest: { hash, chainId, recordId, version, keyVersion, signed }, address };
    },
    keep({ manifest, address }) {
      manifests.put(manifest, options.nowSeconds());
      store.table.link(address.cid, { chainId: manifest.chainId, recordId: manifest.recordId });
    },
    publish({ document }) {
      if (document.cid !== null) options.share(document.statement.manifestHash, document.cid);
    },
    async discard({ chainId, document }) {
      const { statement, cid } = document;
      const { recordId, version, manifestHash } = statement;
      if (cid === null) return;
      manifests.erase(manifestHash);
      scalars.remove({ chainId, recordId, version });
      const others = store.table.recordsOf(cid).some((record) => record.recordId !== recordId);
      if (others) store.table.unlink(cid, { chainId, recordId });
      else await store.remove(cid);
    },
    async describe({ hash, chainId, created, document, words, answer }, status) {
      const { statement, authorSignature, opening, amendments } = document;
      const kept = document.cid === null ? undefined : manifests.find(statement.manifestHash);
      const address =
        kept === undefined || status !== "pending"
          ? null
          : await addressIn(parseStoredJson(manifestSchema, documentBytes(kept.signed)).value);
      return {
        correctionHash: hash,
        chainId,
        status,
        createdAt: created,
        statement,
        authorSignature,
        manifest: status === "pending" ? (kept?.signed ?? null) : null,
        opening: status === "pending" ? opening : null,
        commitment: decompressed(options.commitmentOf(chainId, statement.recordId)),
        amendments,
        address: address === null ? null : { cid: address.cid, providers: [...address.providers] },
        words,
        answer,
      };
    },
  };
}

function parsed(signed: SignedDocument) {
  return parseStoredJson(manifestSchema, documentBytes(signed));
}

function mismatch(member: string): VerificationError {
  return new VerificationError("MANIFEST_MISMATCH", "The manifest does not fit the correction.", {
    facts: { member },
  });
}

function dealReplaced(): VerificationError {
  return new VerificationError(
    "CORRECTION_DEAL_REPLACED",
    "The institution has dealt this version anew since the correction was sealed.",
    { hints: ["Prepare the correction again: another one had begun meanwhile."] },
  );
}

function lower(address: Hex): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}

function decompressed(commitment: Hex): { x: Hex; y: Hex } {
  const { x, y } = decompressCommitment(commitment);
  return { x: word(x), y: word(y) };
}

function word(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, "0")}`;
}
