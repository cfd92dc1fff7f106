import { encodeAbiParameters } from "viem";
import { fromHex, keccak256, storeJson, toHex, u32be, type Hex, type StoredJson } from "../codec/index.ts";
import { CAPSULE_KIND, dealReencryptionShares, derivePublicX } from "../crypto/index.ts";
import type { Signer } from "../eip712/index.ts";
import { sealDocument } from "../envelope/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { categoryScalar, recordScalar, type MasterKey } from "../keys/index.ts";
import { requireDistinct, type ProxyAddressee } from "../manifest/index.ts";
import type { SignedGrant } from "./build-grant.ts";
import {
  dealSchema,
  type Coverage,
  type Deal,
  type DealtKey,
  type GrantPackage,
  type PeerDenials,
  type PersonLink,
  type SealedDeal,
} from "./deal-schema.ts";
import { dealLeaf, signDeals } from "./deal-tree.ts";
import { packageDocument } from "./grant-package.ts";
import type { ConsentHome } from "./home.ts";
import { linkLeaf } from "./person-link.ts";

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
  readonly link: PersonLink | null;
  readonly peerDenials: PeerDenials | null;
}

/** Those of a grant, and what goes into the grantee's package. */
export interface GrantDealInput extends DealInput {
  readonly signedGrant: SignedGrant;
  /** Keys that were dealt under the grant before; the package names them, too. */
  readonly keysBefore?: readonly DealtKey[];
}

export interface MadeDeals {
  /** One per proxy. */
  readonly deals: readonly SealedDeal[];
  /** Public side. */
  readonly keys: readonly DealtKey[];
  readonly proxies: readonly { readonly organization: Hex; readonly index: number }[];
}

export interface MadeGrantDeals extends MadeDeals {
  /** Signed with the deals; `packageForGrantee` seals it. */
  readonly grantPackage: {
    readonly stored: StoredJson<GrantPackage>;
    readonly outside: Omit<SealedDeal, "sealed">;
  };
}

/**
 * Deals the patient's scalars to the proxies under a grant: a polynomial of its own for each (grant, grantee key, scalar), every share
 * sealed to its proxy. The grantor signs once for all of it, with the grantee's package and the home side of the link. The polynomial
 * follows from the master key, so that dealing again after an interruption gives every proxy the share that fits those of the others.
 * @throws InvalidInputError DEAL_TOO_FEW_PROXIES | PROXIES_INVALID
 */
export async function dealForGrant(input: GrantDealInput): Promise<MadeGrantDeals> {
  const drawn = drawDeals(input, "grant");
  const stored = packageDocument(input, drawn);
  const { deals, rest } = await signAndSeal(input, drawn, [dealLeaf("package", [stored.hash])]);
  const organization = input.granteeOrganization ?? input.signedGrant.grant.terms.grantee;
  const outside = { organization, ...rest, dealHash: stored.hash, linkPath: null };
  return { deals, keys: drawn.keys, proxies: drawn.proxies, grantPackage: { stored, outside } };
}

/**
 * Deals to the network's emergency key, at enrolment and at every new epoch (DESIGN rule 7). The deal stands for no grant: proxies
 * use it only after break-glass was approved.
 */
export async function dealForEmergency(
  given: Omit<DealInput, "grantId" | "granteeOrganization">,
): Promise<MadeDeals> {
  const { home, grantor, granteeY, coverage } = given;
  const grantId = emergencyDealId({
    chainId: home.chainId,
    personId: grantor,
    y: granteeY,
    recordChainId: coverage.chainId,
  });
  const input = { ...given, grantId, granteeOrganization: null };
  const drawn = drawDeals(input, "emergency");
  const { deals } = await signAndSeal(input, drawn, []);
  return { deals, keys: drawn.keys, proxies: drawn.proxies };
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

interface Drawn extends Omit<MadeDeals, "deals"> {
  readonly documents: readonly { readonly stored: StoredJson<Deal>; readonly recipient: string }[];
}

/** The documents for the proxies, not signed yet. */
function drawDeals(input: DealInput, basis: Deal["basis"]): Drawn {
  const { threshold, granteeY, home, grantId, grantor, coverage, link, peerDenials } = input;
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
  const shared = { grantId, home: { ...home }, grantor, granteeY, threshold, coverage, link, peerDenials };
  const documents = proxies.map(({ organization, index, recipient }, position) => {
    const keys = dealt.map(({ key, shares }) => ({ ...key, share: shares[position] ?? "0x" }));
    const deal = { format: "medlattice/deal/v2" as const, basis, ...shared, organization, index, keys };
    return { stored: storeJson(dealSchema, deal), recipient };
  });
  return {
    documents,
    keys: dealt.map(({ key }) => key),
    proxies: proxies.map(({ organization, index }) => ({ organization, index })),
  };
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

/**
 * Asks the grantor's account once, and seals each deal to its proxy.
 * @param others one leaf at most that is signed too; `rest` is what stands outside its seal
 */
async function signAndSeal(input: DealInput, { documents }: Drawn, others: readonly Hex[]) {
  const { grantId, link } = input;
  const own = documents.map(({ stored }) => dealLeaf("deal", [stored.hash]));
  const linked = link === null ? [] : [linkLeaf(link, grantId)];
  const { paths, ...signed } = await signDeals(input, [...own, ...others, ...linked], input.signer);
  const pathAt = (position: number): Hex[] => [...(paths[position] ?? [])];
  const linkPath = link === null ? null : pathAt(paths.length - 1);
  const deals = await Promise.all(
    documents.map(async ({ stored, recipient }, position) => ({
      organization: stored.value.organization,
      grantId,
      dealHash: stored.hash,
      ...signed,
      path: pathAt(position),
      linkPath,
      sealed: await sealDocument(stored, [recipient]),
    })),
  );
  return { deals, rest: { grantId, ...signed, path: pathAt(documents.length) } };
}
