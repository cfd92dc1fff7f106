import { createSessionKey } from "@medlattice/sdk/client";
import { initCrypto } from "@medlattice/sdk/crypto";
import { PermissionError } from "@medlattice/sdk/errors";
import type { NetworkDescription } from "@medlattice/sdk/network";
import {
  carriesKeys,
  createConnections,
  createPerson,
  fetchKeyring,
  homeOracle,
  type OwnPseudonym,
  type Person,
  readKeyPlan,
} from "@medlattice/sdk/person";
import type { Hex } from "viem";
import type { Identity, IdentityChain } from "./identities.ts";
import { pageSigner } from "./pageSigner.ts";
import type { SignatureDesk } from "./signatureDesk.ts";
import { unlock } from "./unlock.ts";

/** Where a sign-in is: logging in at home, unlocking keys, checking them, logging in elsewhere. */
export type SignInStage = "login" | "unlock" | "keys" | "others";

export interface SignInContext {
  readonly network: NetworkDescription;
  readonly desk: SignatureDesk;
  /** Of the page, for the login message. */
  readonly host: string;
  /** All that the wallet shares, lower case. */
  readonly accounts: readonly Hex[];
  readonly onStage: (stage: SignInStage) => void;
}

/**
 * From accounts to a person with keys: login at home, the wrapped key from there, its unwrapping, the plan of published keys, and a
 * login for each further chain now rather than when a page first needs it, so that no page opens a wallet by itself.
 *
 * @throws PermissionError `IDENTITY_INACTIVE`
 */
export async function signIn(identity: Identity, context: SignInContext): Promise<Person> {
  const { network, desk, host, accounts, onStage } = context;
  const [home, ...others] = identity.chains;
  if (home?.isActive !== true) throw inactive(identity);
  await initCrypto();
  const toOwn = ({ chainId, personId, account }: IdentityChain): OwnPseudonym => ({
    chainId,
    personId,
    signer: pageSigner(desk, account),
  });
  // Grows once the keys show which pseudonyms of other chains are this person's.
  const pseudonyms = [toOwn(home)];
  const connections = createConnections({
    network,
    pseudonyms,
    newSessionKey: createSessionKey,
    domain: host,
  });
  try {
    onStage("login");
    const keyring = await fetchKeyring(connections, home.chainId);
    onStage("unlock");
    const master = await unlock(keyring, accounts, desk);
    onStage("keys");
    const keyPlan = await readKeyPlan(connections, home.chainId, master);
    const person = createPerson({ connections, organization: home.organization, master, keyPlan });
    for (const other of await ownAmong(others, person)) pseudonyms.push(toOwn(other));
    onStage("others");
    for (const { chainId } of pseudonyms) await homeOracle(connections, chainId);
    return person;
  } catch (error) {
    await connections.close();
    throw error;
  }
}

/**
 * Those of the other chains that carry this person's keys. Where a chain has only one of the role, it is kept even with other keys:
 * a change of keys may be half done, and finishing it needs the pseudonym.
 */
async function ownAmong(others: readonly IdentityChain[], person: Person): Promise<readonly IdentityChain[]> {
  const chains = [...Map.groupBy(others, ({ chainId }) => chainId).values()];
  const chosen = await Promise.all(
    chains.map(async (candidates) => {
      const active = candidates.filter(({ isActive }) => isActive);
      if (active.length <= 1) return active;
      const belongs = await Promise.all(active.map((candidate) => carriesKeys(person, candidate)));
      return active.filter((_, index) => belongs[index] === true).slice(0, 1);
    }),
  );
  return chosen.flat();
}

function inactive({ organizationName }: Identity): PermissionError {
  return new PermissionError("IDENTITY_INACTIVE", "This enrolment is suspended or has run out.", {
    facts: { organization: organizationName },
    hints: [`Ask ${organizationName} to renew it.`],
  });
}
