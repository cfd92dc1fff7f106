import type { UsageEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { openOpenReason } from "../usage/index.ts";
import { everyPage } from "./everyPage.ts";
import { homeOracle } from "./homeOracle.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";

/**
 * What readers told this patient about accesses of a chain, by access. Believed only when it has the hash that is on chain; an access
 * whose reader told nothing, or something else, is missing.
 */
export async function receivedReasons(
  person: Person,
  chainId: number,
  accesses: readonly UsageEntry[],
): Promise<ReadonlyMap<Hex, string>> {
  const reasons = new Map<Hex, string>();
  if (accesses.length === 0) return reasons;
  const identity = await ownIdentities(person);
  for await (const sealed of sealedReasons(person, chainId)) {
    try {
      const told = await openOpenReason(sealed, identity, accesses);
      for (const { accessId } of told.accesses) reasons.set(accessId, told.reason);
    } catch (error) {
      // Anybody may send something unreadable; it tells nothing of the others.
      if (!(error instanceof MedLatticeError)) throw error;
    }
  }
  return reasons;
}

async function* sealedReasons(person: Person, chainId: number): AsyncGenerator<Hex> {
  const oracle = await homeOracle(person, chainId);
  const mail = everyPage((page: { readonly cursor?: number }) =>
    oracle.mailbox.list({ kind: "open-reason", ...page }),
  );
  for await (const { messageId } of mail) yield (await oracle.mailbox.get(messageId)).sealed;
}
