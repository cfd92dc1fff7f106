import { type SignedDocument, documentBytes, parseStoredJson } from "@medlattice/sdk/codec";
import { type SignatureCheck, requireSignature, typed } from "@medlattice/sdk/eip712";
import { VerificationError } from "@medlattice/sdk/errors";
import { manifestSchema } from "@medlattice/sdk/manifest";
import { registryDomain } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import type { Tombstones } from "../erasure/tombstones.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { StoredManifest } from "../manifests/manifestTable.ts";
import { unknownChain } from "../relay/createRelay.ts";

/**
 * Checks a manifest that another organisation brings: its hash and its signature. Whose it is, the chain says when it is used: only
 * the manifest whose hash stands in a record's state ever is.
 *
 * @throws VerificationError MANIFEST_MISMATCH (facts.member) | SIGNATURE_INVALID | InvalidInputError DOCUMENT_* | CHAIN_NOT_FOUND
 */
export async function takeManifestCopy(options: {
  readonly chains: OracleChains;
  readonly check: SignatureCheck;
  readonly tombstones: Pick<Tombstones, "requireVersion">;
  readonly hash: Hex;
  readonly signed: SignedDocument;
}): Promise<StoredManifest> {
  const { chains, check, hash, signed } = options;
  const stored = parseStoredJson(manifestSchema, documentBytes(signed));
  const { chainId, registryId, recordId, version } = stored.value.content;
  const chain = chains.get(chainId)?.config;
  options.tombstones.requireVersion({ chainId, recordId, version });
  if (stored.hash !== hash) throw mismatch("manifestHash");
  if (chain === undefined) throw unknownChain(chainId);
  if (registryId !== chain.registryId) throw mismatch("registryId");
  const { signer, signature } = signed;
  const domain = registryDomain({ chainId, registryId, address: chain.contracts.recordRegistry });
  const data = typed("Manifest", domain, { manifestHash: hash, recordId, version, signer });
  await requireSignature({ data, signer, signature, check });
  return { hash, chainId, recordId, version, keyVersion: stored.value.keys.keyVersion, signed };
}

function mismatch(member: string): VerificationError {
  return new VerificationError("MANIFEST_MISMATCH", "The manifest does not fit what it is kept for.", {
    facts: { member },
  });
}
