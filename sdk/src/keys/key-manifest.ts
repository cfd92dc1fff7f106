import { parseStoredJson, storeJson, type Hex, type StoredJson } from "../codec/index.ts";
import { keyManifestLeaf, merkleProof, merkleRoot, verifyMerkleProof } from "../crypto/merkle/index.ts";
import {
  addressOf,
  requireSignature,
  sign,
  typed,
  type ContractDomain,
  type SignatureCheck,
  type Signer,
} from "../eip712/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import {
  keyDisclosureSchema,
  keyManifestSchema,
  type KeyDisclosure,
  type KeyLeaf,
  type KeyManifest,
} from "./key-manifest-schema.ts";
import { keyLeaves, type KeyManifestPlan } from "./key-leaves.ts";
import type { MasterKey } from "./master-key.ts";

/** A key manifest, the root that goes to the registry, and the owner's signature over it. */
export interface SignedKeyManifest {
  readonly manifest: KeyManifest;
  readonly root: Hex;
  readonly signer: Hex;
  readonly signature: Hex;
}

/** Builds and signs the key manifest of a person on one chain (DESIGN rule 3). */
export async function createKeyManifest(options: {
  readonly master: MasterKey;
  readonly personId: Hex;
  readonly plan: KeyManifestPlan;
  /** Of the chain's IdentityRegistry. */
  readonly domain: ContractDomain;
  readonly signer: Signer;
}): Promise<SignedKeyManifest> {
  const { personId, plan, domain, signer } = options;
  const manifest = await keyManifestOf(options);
  const root = keyManifestRoot(manifest);
  const account = addressOf(signer);
  const signature = await sign(
    signer,
    typed("KeyManifest", domain, { personId, root, epoch: plan.epoch, signer: account }),
  );
  return { manifest, root, signer: account, signature };
}

/** The manifest itself; it follows from the master key. */
export async function keyManifestOf(options: {
  readonly master: MasterKey;
  readonly personId: Hex;
  readonly plan: KeyManifestPlan;
}): Promise<KeyManifest> {
  const { master, personId, plan } = options;
  const { chainId, epoch } = plan;
  const leaves = [...(await keyLeaves(master, plan))];
  return { format: "medlattice/key-manifest/v1", chainId, personId, epoch, leaves };
}

/** Merkle root over the salted leaves (sorted pairs). */
export function keyManifestRoot(manifest: KeyManifest): Hex {
  return merkleRoot(manifest.leaves.map(keyManifestLeaf));
}

/** The owner's stored copy. */
export function storeKeyManifest(manifest: KeyManifest): StoredJson<KeyManifest> {
  return storeJson(keyManifestSchema, manifest);
}

/** @throws InvalidInputError DOCUMENT_* */
export function parseKeyManifest(bytes: Uint8Array): KeyManifest {
  return parseStoredJson(keyManifestSchema, bytes).value;
}

/**
 * Shows one leaf and nothing else: a doctor sees the key of the category he writes in, not which others there are.
 * @throws InvalidInputError KEY_LEAF_MISSING
 */
export function discloseLeaf(signed: SignedKeyManifest, kind: string, label?: string): KeyDisclosure {
  const { manifest, root, signer, signature } = signed;
  const index = manifest.leaves.findIndex(
    (leaf) => leaf.kind === kind && (label === undefined || leaf.label === label),
  );
  const leaf = manifest.leaves[index];
  if (leaf === undefined) {
    throw new InvalidInputError("KEY_LEAF_MISSING", `There is no key of this kind in the manifest.`, {
      facts: { kind },
    });
  }
  const path = merkleProof({ leaves: manifest.leaves.map(keyManifestLeaf), index });
  const { chainId, personId, epoch } = manifest;
  return {
    format: "medlattice/key-disclosure/v1",
    chainId,
    personId,
    epoch,
    root,
    leaf: { ...leaf },
    path,
    signer,
    signature,
  };
}

/**
 * Checks a leaf somebody shows: path, root and the owner's signature.
 *
 * @param expected what the registry says: person, chain, root. Whether `signer` controls the person is the registry's to say, too.
 * @throws InvalidInputError DOCUMENT_INVALID
 * @throws VerificationError KEY_DISCLOSURE_MISMATCH (facts.member) | KEY_DISCLOSURE_PATH_INVALID | SIGNATURE_INVALID
 */
export async function verifyDisclosure(options: {
  readonly disclosure: unknown;
  readonly expected: { readonly personId: Hex; readonly root: Hex };
  readonly domain: ContractDomain;
  readonly check?: SignatureCheck;
}): Promise<KeyLeaf> {
  const parsed = keyDisclosureSchema.safeParse(options.disclosure);
  if (!parsed.success)
    throw new InvalidInputError("DOCUMENT_INVALID", "A key disclosure does not have the documented form.");
  const { personId, root, epoch, leaf, path, signer, signature, chainId } = parsed.data;
  if (chainId !== options.domain.chainId) throw mismatch("chainId");
  if (personId !== options.expected.personId) throw mismatch("personId");
  if (root !== options.expected.root) throw mismatch("root");
  if (!verifyMerkleProof({ root, leaf: keyManifestLeaf(leaf), proof: path })) {
    throw new VerificationError(
      "KEY_DISCLOSURE_PATH_INVALID",
      "The key shown is not in this person's manifest.",
    );
  }
  const data = typed("KeyManifest", options.domain, { personId, root, epoch, signer });
  await requireSignature({
    data,
    signer,
    signature,
    ...(options.check === undefined ? {} : { check: options.check }),
  });
  return leaf;
}

function mismatch(member: string): VerificationError {
  return new VerificationError(
    "KEY_DISCLOSURE_MISMATCH",
    "The key shown is of another person, chain or manifest.",
    {
      facts: { member },
      hints: ["The person may have changed keys: ask for the newest manifest."],
    },
  );
}
