import { InvalidInputError } from "@medlattice/sdk/errors";
import { ZERO32 } from "@medlattice/sdk/keys";
import type { ActingPerson } from "./openPerson.ts";

/**
 * Chains that know the person already; a pseudonym that waits at a desk is on none.
 * @throws InvalidInputError `NOT_ENROLLED`
 */
export async function enrolledChains({ person, profile }: ActingPerson): Promise<readonly number[]> {
  const known = await Promise.all(
    profile.pseudonyms.map(async ({ chainId, personId }) => ({
      chainId,
      isKnown: (await person.reader(chainId).organizationOf(personId)) !== ZERO32,
    })),
  );
  const chainIds = known.flatMap(({ chainId, isKnown }) => (isKnown ? [chainId] : []));
  if (chainIds.length > 0) return chainIds;
  throw new InvalidInputError("NOT_ENROLLED", `${profile.name} is enrolled nowhere yet.`, {
    hints: ["Begin with: npx medlattice enrol request"],
  });
}
