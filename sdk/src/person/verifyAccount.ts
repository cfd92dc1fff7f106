import { recordRegistryAbi } from "../abi/index.ts";
import type { RecordEntry } from "../client/index.ts";
import { verifyAccountChain } from "../record/index.ts";
import { everyItem } from "./everyPage.ts";
import type { Person } from "./person.ts";
import { institutionOf, registryAt } from "./places.ts";

export interface VerifiedAccount {
  /** Confirmed records, in the order of their confirmation. */
  readonly entries: readonly RecordEntry[];
  readonly height: number;
}

/**
 * Replays the patient's account chain (P3) from what the institution's oracle lists, and compares it with the head that the person's own
 * node reads from the registry: nothing was left out, put in or reordered.
 *
 * @throws VerificationError `ACCOUNT_CHAIN_BROKEN`
 */
export async function verifyAccount(person: Person, chainId: number): Promise<VerifiedAccount> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { personId } = person.pseudonymOn(chainId);
  const [head, height] = await person.reader(chainId).ask((node) =>
    node.readContract({
      address: registryAt(person.network, chainId).address,
      abi: recordRegistryAbi,
      functionName: "accountOf",
      args: [personId],
    }),
  );
  const records = await everyItem((page: { readonly cursor?: string }) =>
    oracle.records.list({ as: "patient", ...page }),
  );
  const entries = records
    .flatMap((entry) => (entry.confirmation === null ? [] : [{ entry, at: entry.confirmation.height }]))
    .toSorted((a, b) => a.at - b.at)
    // Confirmed after the head was read: no part of what it stands for.
    .filter(({ at }) => at <= Number(height))
    .map(({ entry }) => entry);
  verifyAccountChain(
    entries.map(({ state }) => state),
    { head, height: Number(height) },
  );
  return { entries, height: Number(height) };
}
