import { encodeAbiParameters } from "viem";
import { fromHex, keccak256, toHex, type Hex } from "../codec/index.ts";
import { merkleProof, merkleRoot, rootOfMerkleProof } from "../crypto/index.ts";
import {
  addressOf,
  requireSignature,
  sign,
  typed,
  type SignatureCheck,
  type Signer,
} from "../eip712/index.ts";
import { consentDomain } from "./build-grant.ts";
import type { ConsentHome } from "./home.ts";

/** What a grantor signs together by one `Deals`; a leaf of one kind is none of another. */
const TAGS = {
  /** Of `[dealHash]`. */
  deal: "medlattice/deal-leaf/v1",
  /** Of `[dealHash]` of the package. */
  package: "medlattice/grant-package-leaf/v1",
  /** Of `[digest of the home side's PersonLink, salt]`. */
  link: "medlattice/person-link-leaf/v1",
} as const;

/**
 * `keccak256(keccak256(abi.encode(tag, hashes…)))`, types `(string, bytes32…)`; hashed twice so that no leaf can be an inner node.
 * Siblings are seen by whoever passes a deal on, so what is hashed must not be guessable: deals hold shares, packages and links a salt.
 */
export function dealLeaf(kind: keyof typeof TAGS, hashes: readonly Hex[]): Hex {
  const types = ["string", ...hashes.map(() => "bytes32")].map((type) => ({ type }));
  const encoded = fromHex(encodeAbiParameters(types, [TAGS[kind], ...hashes]));
  return toHex(keccak256(keccak256(encoded)));
}

/** Under what a tree is signed: it counts for no other grant, grantor or chain. */
export interface DealsOf {
  readonly home: ConsentHome;
  /** personId on the home chain. */
  readonly grantor: Hex;
  readonly grantId: Hex;
}

/** Signs everything that is dealt under a grant at once. */
export async function signDeals(
  { home, grantor, grantId }: DealsOf,
  leaves: readonly Hex[],
  signer: Signer,
): Promise<{ readonly signer: Hex; readonly signature: Hex; readonly paths: readonly (readonly Hex[])[] }> {
  const account = addressOf(signer);
  const root = merkleRoot(leaves);
  const data = typed("Deals", consentDomain(home), { grantor, signer: account, grantId, root });
  return {
    signer: account,
    signature: await sign(signer, data),
    paths: leaves.map((_leaf, index) => merkleProof({ leaves, index })),
  };
}

/**
 * Checks that a leaf is one of those that the signer signed under the grant. Whether the signer acts for the grantor is the registry's
 * to say.
 * @throws VerificationError SIGNATURE_INVALID
 */
export async function requireDealt(
  { home, grantor, grantId }: DealsOf,
  proof: {
    readonly leaf: Hex;
    readonly path: readonly Hex[];
    readonly signer: Hex;
    readonly signature: Hex;
    readonly check?: SignatureCheck | undefined;
  },
): Promise<void> {
  const { leaf, path, signer, signature, check } = proof;
  const root = rootOfMerkleProof({ leaf, proof: path });
  const data = typed("Deals", consentDomain(home), { grantor, signer, grantId, root });
  await requireSignature({ data, signer, signature, ...(check === undefined ? {} : { check }) });
}
