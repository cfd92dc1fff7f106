import { encodeAbiParameters } from "viem";
import { fromHex, keccak256, storeJson, toHex, u32be, type Hex, type StoredJson } from "../codec/index.ts";
import { CAPSULE_KIND, dealReencryptionShares, derivePublicX } from "../crypto/index.ts";
import { addressOf, sign, typed, type Signer } from "../eip712/index.ts";
import { sealDocument, type MessageBody } from "../envelope/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { categoryScalar, recordScalar, type MasterKey } from "../keys/index.ts";
import { requireDistinct, type ProxyAddressee } from "../manifest/index.ts";
import { consentDomain, type SignedGrant } from "./build-grant.ts";
import {
  dealSchema,
  grantPackageSchema,
  type Coverage,
  type Deal,
  type DealtKey,
  type PeerDenials,
  type PersonLinkProof,
  type SealedDeal,
} from "./deal-schema.ts";
import type { ConsentHome } from "./home.ts";

/** A scalar of the patient that a grant deals. A grant for one record deals only that record's (DESIGN rule 5). */
export type KeyToDeal =
  | { readonly kind: "category"; readonly code: string; readonly epoch: number }
  | { readonly kind: "record"; readonly recordId: Hex; readonly epoch: number };

/** What all deals of one grant have in common. */
export interface DealInput {
  readonly home: ConsentHome;
  readonly grantId: Hex;
  /** personId on the home chain. */
  readonly grantor: Hex;
  readonly signer: Signer;
  readonly master: MasterKey;
  readonly granteeY: Hex;
  /** Never dealt to: the grantee's own organisation does not count (DESIGN rule 6). Null for the emergency key. */
  readonly granteeOrganization: Hex | null;
  readonly keys: readonly KeyToDeal[];
  readonly threshold: number;
  /** All proxies of the network. */
  readonly proxies: readonly ProxyAddressee[];
  readonly coverage: Coverage;
  readonly link: PersonLinkProof | null;
  readonly peerDenials: PeerDenials | null;
}

export interface MadeDeals {
  /** One per proxy. */
  readonly deals: readonly SealedDeal[];
  /** Public side, for the grantee's package. */
  readonly keys: readonly DealtKey[];
  readonly proxies: readonly { readonly organization: Hex; readonly index: number }[];
}

/**
 * Deals the patient's scalars to the proxies under a grant: a polynomial of its own for each (grant, grantee key, scalar), every share
 * sealed to its proxy and signed by the grantor. The polynomial follows from the master key, so that dealing again after an
 * interruption gives every proxy the share that fits those of the others.
 * @throws InvalidInputError DEAL_TOO_FEW_PROXIES | PROXIES_INVALID
 */
export function dealForGrant(input: DealInput): Promise<MadeDeals> {
  return makeDeals(input, "grant");
}

/**
 * Deals to the network's emergency key, at enrolment and at every new epoch (DESIGN rule 7). The deal stands for no grant: proxies
 * use it only after break-glass was approved.
 */
export function dealForEmergency(
  input: Omit<DealInput, "grantId" | "granteeOrganization">,
): Promise<MadeDeals> {
  const { home, grantor, granteeY, coverage } = input;
  const grantId = emergencyDealId({
    chainId: home.chainId,
    personId: grantor,
    y: granteeY,
    recordChainId: coverage.chainId,
  });
  return makeDeals({ ...input, grantId, granteeOrganization: null }, "emergency");
}

/**
 * `keccak256(abi.encode("medlattice/emergency-deal/v1", chainId, personId, keccak256(Y), recordChainId))`: what stands in for a grantId.
 * One for each chain that keeps records of the person.
 */
export function emergencyDealId(of: {
  readonly chainId: number;
  readonly personId: Hex;
  /** The emergency key. */
  readonly y: Hex;
  readonly recordChainId: number;
}): Hex {
  const types = ["string", "uint256", "bytes32", "bytes32", "uint256"].map((type) => ({ type }));
  const encoded = encodeAbiParameters(types, [
    "medlattice/emergency-deal/v1",
    BigInt(of.chainId),
    of.personId,
    toHex(keccak256(fromHex(of.y, 96))),
    BigInt(of.recordChainId),
  ]);
  return toHex(keccak256(fromHex(encoded)));
}

const POLYNOMIAL = "medlattice/deal-polynomial/v1";

async function makeDeals(input: DealInput, basis: Deal["basis"]): Promise<MadeDeals> {
  const { threshold, granteeY, home, grantId, grantor, coverage, link, peerDenials, signer } = input;
  const proxies = input.proxies.filter(({ organization }) => organization !== input.granteeOrganization);
  requireDistinct(proxies);
  if (proxies.length < threshold || input.keys.length === 0) {
    throw new InvalidInputError(
      "DEAL_TOO_FEW_PROXIES",
      "There are not enough proxies outside the grantee's organisation.",
      {
        facts: { proxies: proxies.length, threshold, keys: input.keys.length },
      },
    );
  }
  const dealt = input.keys.map((key) => dealKey(input, key, proxies));
  const deals: SealedDeal[] = [];
  for (const [position, { organization, index, recipient }] of proxies.entries()) {
    const keys = dealt.map(({ key, shares }) => ({ ...key, share: shares[position] ?? "0x" }));
    const shared = { grantId, home: { ...home }, grantor, granteeY, threshold, coverage, link, peerDenials };
    const stored = storeJson(dealSchema, {
      format: "medlattice/deal/v1",
      basis,
      ...shared,
      organization,
      index,
      keys,
    });
    deals.push({ organization, ...(await signAndSeal({ stored, home, grantId, signer, recipient })) });
  }
  const names = proxies.map(({ organization, index }) => ({ organization, index }));
  return { deals, keys: dealt.map(({ key }) => key), proxies: names };
}

/**
 * The grantee's side of a grant: what to present when opening, and what to check the proxies with. Sealed to the grantee.
 */
export async function packageForGrantee(
  input: DealInput & { readonly signedGrant: SignedGrant },
  made: MadeDeals,
  recipient: string,
): Promise<SealedDeal> {
  const { grantId, home, grantor, granteeY, threshold, coverage, signer, signedGrant } = input;
  const { grant } = signedGrant;
  const stored = storeJson(grantPackageSchema, {
    format: "medlattice/grant-package/v1",
    grantId,
    home: { ...home },
    grantor,
    granteeY,
    threshold,
    coverage,
    grant: {
      ...grant,
      terms: { ...grant.terms, denyTags: [...grant.terms.denyTags], statement: { ...grant.terms.statement } },
    },
    grantSignature: signedGrant.signature,
    keys: made.keys.map((key) => ({ ...key, commitments: [...key.commitments] })),
    proxies: [...made.proxies],
  });
  const organization = input.granteeOrganization ?? grant.terms.grantee;
  return { organization, ...(await signAndSeal({ stored, home, grantId, signer, recipient })) };
}

function dealKey(input: DealInput, key: KeyToDeal, proxies: readonly ProxyAddressee[]) {
  const { master, granteeY, grantId, threshold } = input;
  const isRecord = key.kind === "record";
  const a = isRecord
    ? recordScalar(master, key.recordId, key.epoch)
    : categoryScalar(master, key.code, key.epoch);
  const indices = proxies.map(({ index }) => index);
  const y = fromHex(granteeY, 96);
  const x = derivePublicX(a);
  let drawn = 0;
  const { commitments, shares } = dealReencryptionShares({
    a,
    y,
    threshold,
    indices,
    random: (lengthBytes) =>
      master.derive(POLYNOMIAL, [fromHex(grantId, 32), x, y, u32be(threshold), u32be(drawn++)], lengthBytes),
  });
  const publicKey: DealtKey = {
    kind: isRecord ? CAPSULE_KIND.record : CAPSULE_KIND.category,
    epoch: key.epoch,
    x: toHex(x),
    commitments: commitments.map(toHex),
  };
  return { key: publicKey, shares: shares.map(({ rk }) => toHex(rk)) };
}

async function signAndSeal<T extends MessageBody>(options: {
  readonly stored: StoredJson<T>;
  readonly home: ConsentHome;
  readonly grantId: Hex;
  readonly signer: Signer;
  readonly recipient: string;
}): Promise<Omit<SealedDeal, "organization">> {
  const { stored, home, grantId, signer, recipient } = options;
  const account = addressOf(signer);
  const data = typed("Deal", consentDomain(home), { grantId, dealHash: stored.hash, signer: account });
  const signature = await sign(signer, data);
  return {
    grantId,
    dealHash: stored.hash,
    signer: account,
    signature,
    sealed: await sealDocument(stored, [recipient]),
  };
}
