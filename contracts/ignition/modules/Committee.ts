import { buildModule } from "@nomicfoundation/ignition-core";
import type { bridgeModule } from "./Bridge.ts";
import { AUTHORITY_ACCOUNT_INDEX } from "./Settlement.ts";

/** What verifies votes, for good: 1 BLS by the precompiles of EIP-2537, 2 one ECDSA signature of each. */
export type VoteScheme = 1 | 2;

/** What the consortium decides with; it comes after the inbox, so a chain that was set up before it keeps every address. */
export interface CommitteeModuleOptions {
  readonly scheme: VoteScheme;
  /** Whether the authority's account signs too, and so names the committee that may find organisations dishonest. */
  readonly settles: boolean;
}

/**
 * Parameters: `genesisStation`, `treasury` (addresses), `midpoint`, `slope`, `startingCredit` (of Reputation), `minimumDeposit`,
 * `retirementSeconds`, `epochSeconds`, `expectedSeats`, `minimumSeats`, `salt` (of Committee). Without `settles` the authority calls
 * `settleCommittee` itself.
 */
export function committeeModule(
  bridge: ReturnType<typeof bridgeModule>,
  { scheme, settles }: CommitteeModuleOptions,
) {
  return buildModule("Committee", (m) => {
    const contracts = m.useModule(bridge);
    const { summaryInbox } = contracts;
    const token = m.contract("MedToken", [m.getParameter("genesisStation")], { after: [summaryInbox] });
    const curve = ["midpoint", "slope", "startingCredit"].map((name) => m.getParameter(name));
    const reputation = m.contract("Reputation", [summaryInbox, ...curve], { after: [token] });
    const verifier = m.contract(scheme === 1 ? "BlsVoteVerifier" : "EcdsaVoteVerifier", [], {
      after: [reputation],
    });
    const settings = {
      summaryInbox,
      reputation,
      token,
      verifier,
      treasury: m.getParameter("treasury"),
      minimumDeposit: m.getParameter("minimumDeposit"),
      retirementSeconds: m.getParameter("retirementSeconds"),
      epochSeconds: m.getParameter("epochSeconds"),
      expectedSeats: m.getParameter("expectedSeats"),
      minimumSeats: m.getParameter("minimumSeats"),
      salt: m.getParameter("salt"),
    };
    const committee = m.contract("Committee", [settings]);
    if (settles) {
      m.call(reputation, "settleCommittee", [committee], { from: m.getAccount(AUTHORITY_ACCOUNT_INDEX) });
    }
    return { ...contracts, token, reputation, verifier, committee };
  });
}
