import type { EnrolmentAccounts } from "../../../engine/session/enrolment/draft.ts";
import type { Identity } from "../../../engine/session/identities.ts";

type Account = `0x${string}`;

/** Accounts that nobody is enrolled with; those that are would link pseudonyms. */
export function unusedAccounts(accounts: readonly Account[], known: readonly Identity[]): readonly Account[] {
  const used = new Set(known.flatMap(({ chains }) => chains.map(({ account }) => account)));
  return accounts.filter((account) => !used.has(account));
}

/** What each account is for, in the wallet's order. @returns null when there are too few */
export function assignAccounts(
  unused: readonly Account[],
  { hasPassphrase, shares }: { readonly hasPassphrase: boolean; readonly shares: boolean },
): EnrolmentAccounts | null {
  const left = [...unused];
  // With a passphrase, a wallet of few accounts can do without one that locks the keys.
  const keys = hasPassphrase && left.length < neededAccounts(shares) ? null : (left.shift() ?? null);
  const home = left.shift();
  const consortium = shares ? left.shift() : null;
  if (home === undefined || consortium === undefined || (keys === null && !hasPassphrase)) return null;
  return { keys, home, consortium };
}

/** One locks the keys, one is for each chain. */
export function neededAccounts(shares: boolean): number {
  return shares ? 3 : 2;
}
