import { consentCalls, contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import {
  type Action,
  buildGrant,
  chooseHome,
  type ConsentHome,
  dealForGrant,
  denyTagsFor,
  discloseGrant,
  type GrantDealInput,
  type Grantee,
  type GrantScope,
  type KeyToDeal,
  type Language,
  linkPseudonyms,
  packageForGrantee,
  type SignedGrant,
  signGrant,
} from "../consent/index.ts";
import { termsHash } from "../eip712/index.ts";
import { type MedLatticeError, UnavailableError } from "../errors/index.ts";
import { categoryTag, SCOPE, sealingKey, tagKey } from "../keys/index.ts";
import { chainById, consortiumOf } from "../network/index.ts";
import { newId } from "../record/index.ts";
import { deliverDeals } from "./deliverDeals.ts";
import { sealGrantNotice } from "./grantNotice.ts";
import { categoryKeysToDeal } from "./keyPlan.ts";
import { homeOracle } from "./homeOracle.ts";
import type { OwnPseudonym } from "./connections.ts";
import type { Person } from "./person.ts";
import { homeAt, institutionOf, proxiesOf, registryAt } from "./places.ts";

/** What is shared: one record, or all records of a category on one chain, also later ones. */
export type SharedScope =
  | {
      readonly kind: "record";
      readonly chainId: number;
      readonly recordId: Hex;
      readonly category: string;
      readonly title: string;
    }
  | {
      readonly kind: "category";
      readonly chainId: number;
      readonly category: string;
      readonly title: string;
    };

/** With whom: a person of the consortium, or of the record's own institution. */
export interface SharedWith extends Grantee {
  /** As people read it: "Dr. Wu, Cloud Clinic". */
  readonly name: string;
  /** What the grant's package is sealed to. */
  readonly recipient: string;
}

export interface GiveGrantOptions {
  readonly scope: SharedScope;
  readonly grantee: SharedWith;
  readonly actions: readonly Action[];
  /** Unix seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** 0: as often as needed. */
  readonly maxUses: number;
  readonly purpose: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly requestId?: Hex;
}

export interface GivenGrant {
  readonly grant: SignedGrant;
  readonly blockNumber: number;
  /** Proxies that hold their share, and those that could not be reached. */
  readonly dealt: readonly Hex[];
  readonly failed: readonly { readonly organization: Hex; readonly error: MedLatticeError }[];
}

/**
 * Step 5 of the record's path: the grant, shares dealt to the proxies outside the grantee's organisation, and the package left in the
 * grantee's mailbox (P4, M11, rule 13). The home account signs twice, the grant and what is dealt; for records of another chain the
 * account of that chain signs once (docs/decisions/0016).
 *
 * @throws UnavailableError `DEAL_INCOMPLETE` when fewer proxies than the threshold took their share; the grant stands, and
 *   giving it again deals anew
 */
export async function giveGrant(person: Person, options: GiveGrantOptions): Promise<GivenGrant> {
  const plan = planOf(person, options);
  const [grant, oracle] = await Promise.all([
    signGrant(plan.home, buildGrant(plan.grantInput), plan.own.signer),
    homeOracle(person, plan.home.chainId),
  ]);
  const { header } = discloseGrant(grant.grant);
  const call = consentCalls.registerGrant(
    plan.home.consentRegistry,
    header,
    termsHash(grant.grant.terms),
    grant.signature,
  );
  // The shares are made while the grant is on its way to the chain, and handed out once it is there.
  const [{ blockNumber }, { deals, ownCopy, granteeCopy }] = await Promise.all([
    oracle.relay({ chainId: plan.home.chainId, ...call }),
    prepareDeals(person, options, plan, grant),
  ]);
  const send = async (to: Hex, sealed: Hex): Promise<void> => {
    await oracle.mailbox.send(to, { messageId: newId(), kind: "grant-package", sealed });
  };
  // The patient's own copy goes with the first: the chain has only a salted hash, and without it nobody could say what the grant was.
  const [{ dealt, failed }] = await Promise.all([
    deliverDeals(person, plan.home, deals, blockNumber),
    send(plan.own.personId, ownCopy),
  ]);
  if (dealt.length < person.network.proxyThreshold)
    throw incomplete(dealt.length, person.network.proxyThreshold, failed);
  await send(options.grantee.id, granteeCopy);
  return { grant, blockNumber, dealt, failed };
}

/** Everything that needs the grant's id but not yet its place on the chain. */
async function prepareDeals(person: Person, options: GiveGrantOptions, plan: Plan, signedGrant: SignedGrant) {
  const made = await dealForGrant(await dealInput(person, options, plan, signedGrant));
  const pack = async (recipient: string): Promise<Hex> =>
    await sealGrantNotice(await packageForGrantee(made, recipient), recipient);
  const own = await sealingKey(person.master, person.keyPlan.receiveEpoch);
  return {
    deals: made.deals,
    ownCopy: await pack(own.recipient),
    granteeCopy: await pack(options.grantee.recipient),
  };
}

interface Plan {
  readonly home: ConsentHome;
  readonly own: OwnPseudonym;
  readonly recordSide: OwnPseudonym;
  readonly grantInput: Parameters<typeof buildGrant>[0];
}

function planOf(person: Person, options: GiveGrantOptions): Plan {
  const { network } = person;
  const { scope, grantee } = options;
  const home = chooseHome({
    granteeOrganization: grantee.organization,
    recordOrganizations: [institutionOf(network, scope.chainId)],
    privateChain: homeAt(network, scope.chainId),
    consortium: homeAt(network, consortiumOf(network).chainId),
  });
  const own = person.pseudonymOn(home.chainId);
  const grantInput = {
    home,
    grantor: own.personId,
    signer: own.signer,
    tagKey: tagKey(person.master, home.chainId),
    grantee,
    scope: scopeOn(person, scope, home.chainId),
    actions: options.actions,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    maxUses: options.maxUses,
    purpose: options.purpose,
    words: { grantee: grantee.name, scope: scope.title, timeZone: options.timeZone },
    language: options.language,
    ...(options.requestId === undefined ? {} : { requestId: options.requestId }),
  };
  return { home, own, recordSide: person.pseudonymOn(scope.chainId), grantInput };
}

/** The scope by its ids on a chain: tags differ per chain, so that they do not link the pseudonyms. */
function scopeOn(person: Person, scope: SharedScope, chainId: number): GrantScope {
  const tag = categoryTag(tagKey(person.master, chainId), scope.category);
  return scope.kind === "record"
    ? { kind: SCOPE.record, recordId: scope.recordId, categoryTag: tag }
    : { kind: SCOPE.category, categoryTag: tag };
}

async function dealInput(
  person: Person,
  { scope, grantee }: GiveGrantOptions,
  { home, own, recordSide }: Plan,
  signedGrant: SignedGrant,
): Promise<GrantDealInput> {
  const { grantId } = signedGrant;
  const { network, master } = person;
  const peerScope = scopeOn(person, scope, scope.chainId);
  const isForeign = home.chainId !== scope.chainId;
  return {
    home,
    signedGrant,
    grantId,
    grantor: own.personId,
    signer: own.signer,
    master,
    granteeY: grantee.y,
    granteeOrganization: grantee.organization,
    keys: keysToDeal(person, scope),
    threshold: network.proxyThreshold,
    proxies: proxiesOf(network),
    coverage: {
      chainId: scope.chainId,
      registryId: registryAt(network, scope.chainId).registryId,
      patient: recordSide.personId,
      scopeKind: peerScope.kind,
      scope:
        peerScope.kind === SCOPE.record
          ? peerScope.recordId
          : categoryTag(tagKey(master, scope.chainId), scope.category),
    },
    link: isForeign
      ? await linkPseudonyms(linkSide(person, own), linkSide(person, recordSide), grantId)
      : null,
    peerDenials: isForeign
      ? {
          ...homeAt(network, scope.chainId),
          tags: [...denyTagsFor(tagKey(master, scope.chainId), grantee, peerScope)],
        }
      : null,
  };
}

function keysToDeal(person: Person, scope: SharedScope): readonly KeyToDeal[] {
  if (scope.kind === "record") return [{ kind: "record", recordId: scope.recordId, epoch: 0 }];
  const known = person.keyPlan.categories.find(({ code }) => code === scope.category);
  return categoryKeysToDeal(known ?? { code: scope.category, epoch: 0 });
}

function linkSide(person: Person, { chainId, personId, signer }: OwnPseudonym) {
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  return { chainId, personId, signer, identityRegistry };
}

function incomplete(dealt: number, threshold: number, failed: GivenGrant["failed"]): UnavailableError {
  return new UnavailableError(
    "DEAL_INCOMPLETE",
    `Only ${dealt} of the ${threshold} organisations needed took their share of the grant.`,
    {
      hints: [...failed.map(({ error }) => error.message), "Give the grant again when they are back."],
      facts: { dealt, threshold },
    },
  );
}
