import type { Identities } from "@medlattice/sdk/envelope";
import { type SignedDocument, documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import { type SignatureCheck, contractDomain, requireSignature, typed } from "@medlattice/sdk/eip712";
import { InvalidInputError, PermissionError, VerificationError } from "@medlattice/sdk/errors";
import { type StorageAddress, type Manifest, manifestSchema, openAddress } from "@medlattice/sdk/manifest";
import type { Hex } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { Tombstones } from "../erasure/tombstones.ts";
import type { SessionContext } from "../http/access.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ControllerCheck } from "../session/controllerCheck.ts";
import type { ObjectTable } from "../store/objectTable.ts";
import type { StoredManifest } from "./manifestTable.ts";

export interface AcceptManifestOptions {
  readonly chain: ChainConfig;
  readonly orgId: Hex;
  /** age identity of this oracle. */
  readonly sealingIdentity: Identities;
  readonly objects: ObjectTable;
  readonly queries: IndexQueries;
  readonly controllers: ControllerCheck;
  readonly tombstones: Pick<Tombstones, "requireVersion">;
  readonly checkSignature: SignatureCheck;
}

export interface AcceptedManifest {
  readonly stored: StoredManifest;
  readonly address: StorageAddress;
}

const ROLE_DOCTOR = 2;
const ROLE_CAPTURE_STATION = 5;

/**
 * Checks a manifest before it is kept: its hash, its signature by a controller of the person who brings it, that this person
 * may write for the record, and that the sealed file it speaks of lies here unless others keep it.
 * @throws VerificationError MANIFEST_MISMATCH (facts.member), SIGNATURE_INVALID, ADDRESS_*
 * @throws PermissionError MANIFEST_NOT_PERMITTED, CONTROLLER_UNKNOWN
 */
export async function acceptManifest(
  options: AcceptManifestOptions,
  session: SessionContext,
  hash: Hex,
  signed: SignedDocument,
): Promise<AcceptedManifest> {
  const { chain } = options;
  const { value: manifest, hash: actual } = parseStoredJson(manifestSchema, documentBytes(signed));
  const { content, keys } = manifest;
  if (actual !== hash) throw mismatch("manifestHash");
  if (content.chainId !== chain.chainId) throw mismatch("chainId");
  if (content.registryId !== chain.registryId) throw mismatch("registryId");
  requireWriter(options, session, content.recordId);
  const { chainId, personId } = session;
  await options.controllers.require({ chainId, personId, controller: signed.signer });
  const { recordId, version } = content;
  options.tombstones.requireVersion({ chainId, recordId, version });
  await requireSignature({
    data: typed(
      "Manifest",
      contractDomain({ contract: "RecordRegistry", chainId, address: chain.contracts.recordRegistry }),
      { manifestHash: hash, recordId, version, signer: signed.signer },
    ),
    signer: signed.signer,
    signature: signed.signature,
    check: options.checkSignature,
  });
  const address = await openAddress({
    manifest,
    organization: options.orgId,
    identity: options.sealingIdentity,
  });
  requireObject(options, manifest, address);
  return { stored: { hash, chainId, recordId, version, keyVersion: keys.keyVersion, signed }, address };
}

function requireWriter(
  { queries, orgId }: AcceptManifestOptions,
  session: SessionContext,
  recordId: Hex,
): void {
  const state = queries.record(session.chainId, recordId)?.state;
  const isAuthor = session.role === ROLE_DOCTOR || session.role === ROLE_CAPTURE_STATION;
  const mayWrite =
    state === undefined
      ? isAuthor && session.organization === orgId
      : session.personId === state.author || session.personId === state.patient;
  if (mayWrite) return;
  throw new PermissionError(
    "MANIFEST_NOT_PERMITTED",
    "Only a record's author and its patient write manifests for it.",
  );
}

function requireObject(
  { objects, orgId }: AcceptManifestOptions,
  manifest: Manifest,
  address: StorageAddress,
): void {
  if (!address.providers.includes(orgId)) return;
  const object = objects.find(address.cid);
  if (object === undefined) {
    throw new InvalidInputError("OBJECT_NOT_FOUND", "The sealed file the manifest speaks of is not here.", {
      hints: ["Store the sealed file first, then its manifest."],
    });
  }
  if (`0x${object.sha256}` !== manifest.content.digest) throw mismatch("digest");
  if (object.sizeBytes !== manifest.content.sealedSizeBytes) throw mismatch("sealedSizeBytes");
}

function mismatch(member: string): VerificationError {
  return new VerificationError("MANIFEST_MISMATCH", "The manifest does not fit what it is kept for.", {
    facts: { member },
  });
}
