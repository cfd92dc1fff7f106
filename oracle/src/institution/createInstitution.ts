import { documentBytes, fromHex, parseStoredJson, toHex } from "@medlattice/sdk/codec";
import { scalarFromBytes, scalarToBytes } from "@medlattice/sdk/crypto";
import { contractDomain } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError, VerificationError } from "@medlattice/sdk/errors";
import { type KeyDisclosure, readSealingLeaf, verifyDisclosure } from "@medlattice/sdk/keys";
import {
  type InstitutionDeal,
  createInstitutionDeal,
  manifestSchema,
  releaseInstitutionPart,
} from "@medlattice/sdk/manifest";
import { RECORD_STATUS } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { z } from "zod";
import type { ChainConfig, OracleConfig } from "../config/oracleConfig.ts";
import type { Vault } from "../deals/createVault.ts";
import type { SessionContext } from "../http/access.ts";
import { recordNotFound } from "../index/indexRoutes.ts";
import type { IndexQueries } from "../index/queries.ts";
import { manifestNotFound } from "../manifests/manifestRoutes.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { Facts } from "../evidence/createFacts.ts";
import type { ScalarTable, StoredScalar, VersionKey } from "./scalarTable.ts";

/** The institution's half of its records: neither it nor the patient opens one alone (systems.md S3). */
export interface Institution {
  /** Made once for each version: the same deal again for the same author. */
  deal(session: SessionContext, recordId: Hex, version: number): Promise<InstitutionDeal>;
  /** The institution's part, sealed to the patient who asks. */
  part(session: SessionContext, recordId: Hex, version: number, recipient: KeyDisclosure): Promise<Hex>;
  /** The scalar is gone for good; what was dealt to the proxies must be destroyed there. */
  destroy(key: VersionKey): void;
}

export interface CreateInstitutionOptions {
  readonly config: Pick<OracleConfig, "organization" | "proxies">;
  readonly chainOf: (chainId: number) => ChainConfig;
  readonly scalars: ScalarTable;
  readonly vault: Vault;
  readonly queries: IndexQueries;
  readonly manifests: ManifestTable;
  readonly facts: Facts;
  /** Hash of the manifest of a correction that waits for the patient. */
  readonly pendingManifest: (key: VersionKey) => Hex | undefined;
  /** @throws PermissionError CONTENT_ERASED */
  readonly requireVersion: (key: VersionKey) => void;
  readonly keyManifestRootOf: (chainId: number, personId: Hex) => Promise<Hex>;
  readonly nowSeconds: () => number;
}

const ROLE_DOCTOR = 2;
const ROLE_CAPTURE_STATION = 5;

/** The key stands inside the seal, so that a row that was moved does not pass for another record's. */
const scalarSchema = z.strictObject({
  chainId: z.int(),
  recordId: z.string(),
  version: z.int(),
  scalar: z.string(),
});

export function createInstitution(options: CreateInstitutionOptions): Institution {
  const { config, scalars, vault, queries, manifests, nowSeconds } = options;

  function refFor({ chainId, recordId, version }: VersionKey) {
    return { registryId: options.chainOf(chainId).registryId, chainId, recordId, version };
  }

  async function openScalar(key: VersionKey, { sealed }: StoredScalar): Promise<bigint> {
    if (sealed === undefined) throw erased();
    const { scalar, ...of } = await vault.open(sealed, scalarSchema);
    if (of.chainId !== key.chainId || of.recordId !== key.recordId || of.version !== key.version) {
      throw new VerificationError("VAULT_MISMATCH", "What is kept for this record belongs to another one.");
    }
    return scalarFromBytes(fromHex(scalar, 32));
  }

  /** The deal of the same author, if it was made before. @throws InvalidInputError RECORD_ID_TAKEN */
  function known(key: VersionKey, author: Hex): InstitutionDeal | undefined {
    const found = scalars.find(key);
    if (found === undefined) return undefined;
    if (found.author === author && found.sealed !== undefined) return found.deal;
    // Of a correction that was begun and never handed in: whoever corrects instead has it dealt anew.
    const isAbandoned =
      key.version > 0 && found.sealed !== undefined && options.pendingManifest(key) === undefined;
    if (isAbandoned) {
      scalars.remove(key);
      return undefined;
    }
    throw new InvalidInputError(
      "RECORD_ID_TAKEN",
      "This version of the record is somebody else's to write.",
      {
        hints: ["Choose a new random id for a new record."],
      },
    );
  }

  return {
    async deal(session, recordId, version) {
      requireWriter(session, config.organization.orgId);
      const { chainId, personId: author } = session;
      const key = { chainId, recordId, version };
      options.requireVersion(key);
      const before = known(key, author);
      if (before !== undefined) return before;
      requireNext(queries.record(chainId, recordId)?.state.version, version);
      const { members, threshold } = config.proxies;
      const made = await createInstitutionDeal({ record: refFor(key), proxies: members, threshold });
      const sealed = await vault.seal({ ...key, scalar: toHex(scalarToBytes(made.scalar)) });
      // No await from here to the row: of two requests at once, the second finds what the first has made.
      const meanwhile = known(key, author);
      if (meanwhile !== undefined) return meanwhile;
      scalars.put(key, { author, deal: made.deal, sealed, created: nowSeconds() });
      return made.deal;
    },

    async part(session, recordId, version, recipient) {
      const { chainId, personId } = session;
      const state = queries.record(chainId, recordId)?.state;
      if (state?.patient !== personId) throw recordNotFound();
      const key = { chainId, recordId, version };
      options.requireVersion(key);
      if (state.status === RECORD_STATUS.erased) throw erased();
      const pending = version === state.version + 1 ? options.pendingManifest(key) : undefined;
      if (state.version !== version && pending === undefined) throw otherVersion(version, state.version);
      const kept = scalars.find(key);
      if (kept === undefined) throw recordNotFound();
      const manifest = manifests.find(pending ?? state.manifestHash);
      if (manifest === undefined) throw manifestNotFound();
      const { value } = parseStoredJson(manifestSchema, documentBytes(manifest.signed));
      const scalar = await openScalar(key, kept);
      return releaseInstitutionPart({
        manifest: value,
        scalar,
        recipient: await recipientOf(options, session, recipient),
      });
    },

    destroy: (key) => scalars.destroy(key, nowSeconds()),
  };
}

/** The sealing key of the patient's manifest, whose root the registry has: no other will do. */
async function recipientOf(
  { chainOf, facts, keyManifestRootOf }: CreateInstitutionOptions,
  { chainId, personId }: SessionContext,
  disclosure: KeyDisclosure,
): Promise<string> {
  const { identityRegistry: address } = chainOf(chainId).contracts;
  const leaf = await verifyDisclosure({
    disclosure,
    expected: { personId, root: await keyManifestRootOf(chainId, personId) },
    domain: contractDomain({ contract: "IdentityRegistry", chainId, address }),
    check: facts.checkSignature,
  });
  return readSealingLeaf(leaf);
}

function requireWriter({ role, organization }: SessionContext, orgId: Hex): void {
  const writes = role === ROLE_DOCTOR || role === ROLE_CAPTURE_STATION;
  if (writes && organization === orgId) return;
  throw new PermissionError(
    "WRITER_NOT_PERMITTED",
    "Only doctors and capture stations of this institution write its records.",
    { hints: ["Use the oracle of the institution that enrolled you."] },
  );
}

/** Version 0 of a record that is not on chain, or the one after the present. */
function requireNext(current: number | undefined, version: number): void {
  const next = current === undefined ? 0 : current + 1;
  if (version !== next) throw otherVersion(version, next);
}

function otherVersion(asked: number, expected: number): InvalidInputError {
  return new InvalidInputError("RECORD_OTHER_VERSION", "The record is at another version.", {
    facts: { asked, expected },
    hints: ["Fetch the record's present state first."],
  });
}

function erased(): VerificationError {
  return new VerificationError(
    "RECORD_ERASED",
    "This version of the record was erased; its content is gone for good.",
  );
}
