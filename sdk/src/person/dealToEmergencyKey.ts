import { contractsOf } from "../chain/index.ts";
import { organizationRegistryAbi } from "../abi/index.ts";
import { COUNTS, fromHex, type Hex, toHex } from "../codec/index.ts";
import { dealForEmergency, emergencyDealId, linkPseudonyms } from "../consent/index.ts";
import { UnavailableError } from "../errors/index.ts";
import { SCOPE, ZERO32 } from "../keys/index.ts";
import { chainById, consortiumOf } from "../network/index.ts";
import { categoryKeysToDeal } from "./keyPlan.ts";
import type { Person } from "./person.ts";
import { homeAt, proxiesOf, reachedThrough, registryAt } from "./places.ts";

/**
 * The patient deals the keys of all categories to the network's emergency key, at enrolment and at every new epoch (rule 7). The shares
 * rest with the proxies and are of no use before two organisations have approved a break-glass access; whoever does not want that
 * leaves this step out, and then nobody can help an unconscious patient to her records. Each of the two accounts signs once.
 *
 * @param chainId of the institution whose records it is for
 * @throws UnavailableError `EMERGENCY_KEY_MISSING`
 */
export async function dealToEmergencyKey(
  person: Person,
  chainId: number,
): Promise<{ readonly dealt: readonly Hex[] }> {
  const { network, master, keyPlan } = person;
  const home = homeAt(network, consortiumOf(network).chainId);
  const own = person.pseudonymOn(home.chainId);
  const there = person.pseudonymOn(chainId);
  const granteeY = await emergencyKeyOf(person, home.chainId);
  const dealId = await emergencyDealOf(person, chainId);
  const side = ({ personId, chainId: id, signer }: typeof own) => {
    const { identityRegistry } = contractsOf(chainById(network, id));
    return { personId, chainId: id, signer, identityRegistry };
  };
  const { deals } = await dealForEmergency({
    home,
    grantor: own.personId,
    signer: own.signer,
    master,
    granteeY,
    keys: keyPlan.categories.flatMap((category) => categoryKeysToDeal(category)).slice(0, COUNTS.dealtKeys),
    threshold: network.proxyThreshold,
    proxies: proxiesOf(network),
    coverage: {
      chainId,
      registryId: registryAt(network, chainId).registryId,
      patient: there.personId,
      scopeKind: SCOPE.everything,
      scope: ZERO32,
    },
    link: await linkPseudonyms(side(own), side(there), dealId),
    peerDenials: { ...homeAt(network, chainId), tags: [] },
  });
  await Promise.all(
    deals.map(async (deal) => {
      const via = reachedThrough(network, home.chainId, deal.organization);
      await (await person.oracle(via, home.chainId)).deals.post(deal);
    }),
  );
  return { dealt: deals.map(({ organization }) => organization) };
}

/** What stands in for the grantId of the person's emergency deal for the records of a chain. */
export async function emergencyDealOf(person: Person, recordChainId: number): Promise<Hex> {
  const { chainId } = consortiumOf(person.network);
  const { personId } = person.pseudonymOn(chainId);
  return emergencyDealId({ chainId, personId, y: await emergencyKeyOf(person, chainId), recordChainId });
}

async function emergencyKeyOf(person: Person, chainId: number): Promise<Hex> {
  const { organizationRegistry } = contractsOf(chainById(person.network, chainId));
  const [key, version] = await person.reader(chainId).ask((node) =>
    node.readContract({
      address: organizationRegistry,
      abi: organizationRegistryAbi,
      functionName: "emergencyKey",
    }),
  );
  if (version > 0) return toHex(fromHex(key.value, 96));
  throw new UnavailableError("EMERGENCY_KEY_MISSING", "The network has no emergency key yet.", {
    retryable: false,
  });
}
