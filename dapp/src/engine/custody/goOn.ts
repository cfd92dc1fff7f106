import { parseCeremony } from "@medlattice/sdk/custody";
import {
  advanceCeremony,
  advanceRequest,
  type CustodyOfficer,
  custodyRequests,
} from "@medlattice/sdk/person";
import { hasApproved } from "./requests.ts";
import { shareHere } from "./shareHere.ts";

/**
 * Whatever is this officer's to do and asks no wallet: proofs of possession of a key that all have confirmed, and parts of signatures for
 * what it has approved.
 *
 * @throws the first error, after all has been tried
 */
export async function goOn(officer: CustodyOfficer): Promise<void> {
  const { person, chainId } = officer;
  const { personId } = person.pseudonymOn(chainId);
  const oracle = await person.oracle(person.organization, chainId);
  const [ceremonies, open] = await Promise.all([
    oracle.custody.ceremonies(),
    custodyRequests(officer, { status: "open" }),
  ]);
  const proving = ceremonies.filter(
    ({ status, document }) =>
      status === "proving" && parseCeremony(document).value.officers.includes(personId),
  );
  const approved = open.filter(({ entry }) => hasApproved(entry, personId));
  const steps = [
    ...proving.map(({ ceremony }) => ({ ceremony, take: () => advanceCeremony(officer, ceremony) })),
    ...approved.map(({ entry: { ceremony, requestId } }) => ({
      ceremony,
      take: () => advanceRequest(officer, requestId),
    })),
  ];
  const failures: unknown[] = [];
  for (const { ceremony, take } of steps) {
    // Made in another browser: the page says so where it matters.
    if ((await shareHere(officer, ceremony)) === null) continue;
    await take().catch((error: unknown) => failures.push(error));
  }
  const [first] = failures;
  if (first !== undefined) throw first;
}
