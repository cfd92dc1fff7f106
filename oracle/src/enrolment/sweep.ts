import type { IdentityReader } from "../people/identityReader.ts";
import type { EnrolmentTable } from "./enrolmentTable.ts";

/**
 * Removes real identities that nobody needs: enrolments never finished. The chain is asked before, for the person may have
 * enrolled with a credential by another way.
 */
export async function sweepEnrolments(options: {
  readonly table: EnrolmentTable;
  readonly reader: IdentityReader;
  readonly now: number;
}): Promise<void> {
  const { table, reader, now } = options;
  table.settle();
  for (const { id, chainId, nullifier } of table.expired(now)) {
    const personId = await reader.personOfNullifier(chainId, nullifier);
    if (personId === undefined) table.remove(id);
    else table.enrolled(id, personId);
  }
}
