import { orgIdOf } from "@medlattice/sdk/eip712";
import type { DeployedChain } from "./describeNetwork.ts";
import type { FoundingPlace, FoundingStation } from "./foundCommittee.ts";
import type { Member } from "./setUpOrganizations.ts";

/** Where the consortium's committee is; undefined when none was deployed. */
export function committeeOf(deployed: Iterable<DeployedChain>): FoundingPlace | undefined {
  for (const { running, addresses } of deployed) {
    const { Committee: committee, MedToken: medToken } = addresses ?? {};
    if (committee === undefined || medToken === undefined) continue;
    return { rpcUrl: running.rpcUrl, chainId: running.plan.chainId, committee, medToken };
  }
  return undefined;
}

/** Every organisation with an oracle founds a station. */
export function foundersOf(members: readonly Member[]): readonly FoundingStation[] {
  return members.flatMap(({ plan, secrets: { station: account, voting } }) =>
    plan.ports === undefined ? [] : [{ orgId: orgIdOf(plan.domain), account, voting }],
  );
}
