import type { Identities } from "@medlattice/sdk/envelope";
import type { HeldDeal } from "@medlattice/sdk/consent";
import { type SealedDeal, openDeal } from "@medlattice/sdk/consent";
import { PermissionError, VerificationError } from "@medlattice/sdk/errors";
import { type ChainDescription, chainById } from "@medlattice/sdk/network";
import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Facts } from "../evidence/createFacts.ts";
import { actsFor, requireLinked } from "./requireLinked.ts";

export interface VerifyDealOptions {
  readonly config: Pick<OracleConfig, "network" | "organization" | "proxies">;
  /** age identity of this oracle. */
  readonly sealingIdentity: Identities;
  readonly facts: Facts;
}

/**
 * Opens a deal and checks everything in it: path, signature and shares (`openDeal`), that its chains and contracts are the
 * network's, that whoever signed acts for the grantor, and for a record of another chain that both pseudonyms are controlled by whoever
 * signed the link (DESIGN rules 1, 6, 13).
 *
 * Who the grantee is does not stand in a deal, so that proxies learn it only when the grant is used: then the proxy of the
 * grantee's own organisation refuses.
 *
 * @throws those of `openDeal` | VerificationError DEAL_MISMATCH (facts.member) | PermissionError DEAL_NOT_BY_GRANTOR |
 *   PERSON_LINK_NOT_CONTROLLED (facts.side) | PROXY_NOT_CONFIGURED
 */
export async function verifyDeal(options: VerifyDealOptions, sealed: SealedDeal): Promise<HeldDeal> {
  const { config, facts } = options;
  const organization = config.organization.orgId;
  const index = config.organization.proxyIndex;
  if (index === null) throw notAProxy();
  const { threshold } = config.proxies;
  const { sealingIdentity: identity } = options;
  const check = facts.checkSignature;
  const deal = await openDeal({ sealed, identity, organization, index, threshold, check });
  requirePlaces(config, deal);
  const { link } = deal;
  // Asked together; when neither holds, the grantor's own is told.
  const linked = link === null ? Promise.resolve() : requireLinked(facts, link);
  linked.catch(() => undefined);
  if (!(await actsFor(facts, deal.home.chainId, deal.grantor, sealed.signer))) throw notByGrantor();
  await linked;
  return deal;
}

/** Chains, registries and contracts are what the network says, not what the deal says. */
function requirePlaces({ network }: Pick<OracleConfig, "network">, deal: HeldDeal): void {
  const { home, coverage, link, peerDenials, keys, granteeY } = deal;
  const [homeChain, recordChain] = [chainById(network, home.chainId), chainById(network, coverage.chainId)];
  if (home.consentRegistry !== homeChain.contracts?.consentRegistry) throw mismatch("consentRegistry");
  if (coverage.registryId !== recordChain.registryId) throw mismatch("registryId");
  if (keys.some(({ kind }) => (kind === 2) !== (coverage.scopeKind === 1))) throw mismatch("keys");
  if (granteeY.length !== 2 + 2 * 96) throw mismatch("granteeY");
  if (home.chainId === coverage.chainId) {
    if (link !== null) throw mismatch("link");
    return;
  }
  // With a record elsewhere, what is denied or withdrawn there counts as well (rule 13).
  if (homeChain.kind !== "consortium") throw mismatch("home");
  if (peerDenials?.chainId !== coverage.chainId) throw mismatch("peerDenials");
  if (peerDenials.consentRegistry !== recordChain.contracts?.consentRegistry) throw mismatch("peerDenials");
  requireRegistry(link?.home.identityRegistry, homeChain);
  requireRegistry(link?.record.identityRegistry, recordChain);
}

function requireRegistry(given: Hex | undefined, chain: ChainDescription): void {
  if (given === undefined || given !== chain.contracts?.identityRegistry) throw mismatch("link");
}

function mismatch(member: string): VerificationError {
  return new VerificationError("DEAL_MISMATCH", "A deal does not fit its grant, proxy or network.", {
    facts: { member },
  });
}

function notByGrantor(): PermissionError {
  return new PermissionError("DEAL_NOT_BY_GRANTOR", "Whoever signed the deal does not act for the grantor.", {
    hints: ["Sign with a wallet that is registered for this identity."],
  });
}

function notAProxy(): PermissionError {
  return new PermissionError("PROXY_NOT_CONFIGURED", "This organisation does not re-encrypt.", {
    hints: ["The network description names those that do."],
  });
}
