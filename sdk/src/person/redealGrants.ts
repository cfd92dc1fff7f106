import { toHex, type Hex } from "../codec/index.ts";
import {
  dealForGrant,
  denyTagsFor,
  type GrantDealInput,
  type GrantPackage,
  type KeyToDeal,
  linkPseudonyms,
  packageForGrantee,
} from "../consent/index.ts";
import { contractsOf } from "../chain/index.ts";
import { derivePublicX } from "../crypto/index.ts";
import { UnavailableError } from "../errors/index.ts";
import { categoryScalar, categoryTag, SCOPE, sealingKey, SUBJECT, tagKey } from "../keys/index.ts";
import { chainById } from "../network/index.ts";
import { newId } from "../record/index.ts";
import { deliverDeals } from "./deliverDeals.ts";
import { granteeById } from "./granteeById.ts";
import { sealGrantNotice } from "./grantNotice.ts";
import { homeOracle } from "./homeOracle.ts";
import { categoryKeysToDeal } from "./keyPlan.ts";
import { ownGrants } from "./ownGrants.ts";
import type { OwnPseudonym } from "./connections.ts";
import type { Person } from "./person.ts";
import { homeAt, proxiesOf } from "./places.ts";

export interface RedealtGrant {
  readonly grantId: Hex;
  /** Proxies that hold the new shares. */
  readonly dealt: readonly Hex[];
}

/**
 * Gives the proxies of running category grants their shares of keys that are newer than the grant, and the grantees the new package: a
 * change of keys ends no grant. The grants themselves stay as they were signed. Done again, it changes nothing.
 *
 * @param chainId the grants' home
 * @throws UnavailableError `DEAL_INCOMPLETE` when fewer proxies than the threshold took their share
 */
export async function redealGrants(person: Person, chainId: number): Promise<readonly RedealtGrant[]> {
  const redealt: RedealtGrant[] = [];
  for (const { given, state } of await ownGrants(person, [chainId])) {
    if (given === null || (state !== "holds" && state !== "not yet")) continue;
    const keys = newKeysOf(person, given);
    if (keys.length > 0) redealt.push(await redeal(person, given, keys));
  }
  return redealt;
}

/** Keys of the grant's category that were not dealt under it. */
function newKeysOf({ master, keyPlan }: Person, { coverage, keys }: GrantPackage): KeyToDeal[] {
  if (coverage.scopeKind !== SCOPE.category) return [];
  const tags = tagKey(master, coverage.chainId);
  const category = keyPlan.categories.find(({ code }) => categoryTag(tags, code) === coverage.scope);
  if (category === undefined) return [];
  return categoryKeysToDeal(category).filter(({ epoch }) => {
    const x = toHex(derivePublicX(categoryScalar(master, category.code, epoch)));
    return !keys.some((key) => key.x === x);
  });
}

async function redeal(
  person: Person,
  given: GrantPackage,
  keys: readonly KeyToDeal[],
): Promise<RedealtGrant> {
  const { home, grantId, grant } = given;
  const { terms } = grant;
  if (terms.granteeKind !== SUBJECT.person) return { grantId, dealt: [] };
  const grantee = await granteeById(person, { chainId: home.chainId, personId: terms.grantee, name: "" });
  const made = await dealForGrant(await dealInput(person, given, keys, grantee.organization));
  const { dealt, failed } = await deliverDeals(person, home, made.deals);
  if (dealt.length < given.threshold) {
    throw new UnavailableError(
      "DEAL_INCOMPLETE",
      `Only ${dealt.length} of the ${given.threshold} organisations needed took their share of the new keys.`,
      {
        hints: [...failed.map(({ error }) => error.message), "Do it again when they are back."],
        facts: { dealt: dealt.length, threshold: given.threshold },
      },
    );
  }
  const oracle = await homeOracle(person, home.chainId);
  const { recipient: own } = await sealingKey(person.master, person.keyPlan.receiveEpoch);
  // The grantee's copy first: as long as the own one is missing, this grant is dealt again.
  for (const [to, recipient] of [
    [terms.grantee, grantee.recipient],
    [given.grantor, own],
  ] as const) {
    const sealed = await sealGrantNotice(await packageForGrantee(made, recipient), recipient);
    await oracle.mailbox.send(to, { messageId: newId(), kind: "grant-package", sealed });
  }
  return { grantId, dealt };
}

async function dealInput(
  person: Person,
  given: GrantPackage,
  keys: readonly KeyToDeal[],
  granteeOrganization: Hex,
): Promise<GrantDealInput> {
  const { network, master } = person;
  const { home, grantId, grantor, granteeY, threshold, coverage, grant } = given;
  const own = person.pseudonymOn(home.chainId);
  const isForeign = home.chainId !== coverage.chainId;
  const side = ({ chainId, personId, signer }: OwnPseudonym) => {
    const { identityRegistry } = contractsOf(chainById(network, chainId));
    return { chainId, personId, signer, identityRegistry };
  };
  const grantee = {
    kind: SUBJECT.person,
    id: grant.terms.grantee,
    organization: granteeOrganization,
    y: granteeY,
  };
  const scope = { kind: SCOPE.category, categoryTag: coverage.scope } as const;
  return {
    home,
    signedGrant: { home, grantId, grant, signature: given.grantSignature },
    keysBefore: given.keys,
    grantId,
    grantor,
    signer: own.signer,
    master,
    granteeY,
    granteeOrganization,
    keys,
    threshold,
    proxies: proxiesOf(network).filter(({ organization }) =>
      given.proxies.some((proxy) => proxy.organization === organization),
    ),
    coverage,
    link: isForeign
      ? await linkPseudonyms(side(own), side(person.pseudonymOn(coverage.chainId)), grantId)
      : null,
    peerDenials: isForeign
      ? {
          ...homeAt(network, coverage.chainId),
          tags: [...denyTagsFor(tagKey(master, coverage.chainId), grantee, scope)],
        }
      : null,
  };
}
