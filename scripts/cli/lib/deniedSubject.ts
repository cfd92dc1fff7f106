import { InvalidInputError } from "@medlattice/sdk/errors";
import { type DeniedPair, SUBJECT, ZERO32 } from "@medlattice/sdk/keys";
import { organizationsNamed } from "./network.ts";
import type { ActingPerson } from "./openPerson.ts";
import { findGrantee, type GranteeAt } from "./people.ts";

type Half = Pick<DeniedPair, "subjectKind" | "subject">;

/** Whom a denial means. */
export interface DeniedSubject {
  readonly words: string;
  /** The subject as grants of a chain name it; null on a chain where no grant can name it. */
  on(chainId: number): Half | null;
}

/**
 * Anyone, an organisation, or a person as `findGrantee` finds one.
 * @param privateChainIds of the patient: the same person may have another pseudonym for the records of each
 */
export async function deniedSubject(
  acting: ActingPerson,
  to: string,
  privateChainIds: readonly number[],
): Promise<DeniedSubject> {
  if (to === "anyone") {
    const half: Half = { subjectKind: SUBJECT.anyone, subject: ZERO32 };
    return { words: "anyone", on: () => half };
  }
  const [organization, ...others] = organizationsNamed(acting.network, to);
  if (organization !== undefined && others.length === 0) {
    const half: Half = { subjectKind: SUBJECT.organization, subject: organization.orgId };
    return { words: `everybody at ${organization.name}`, on: () => half };
  }
  return await personSubject(acting, to, privateChainIds);
}

async function personSubject(
  acting: ActingPerson,
  to: string,
  privateChainIds: readonly number[],
): Promise<DeniedSubject> {
  const byRecordChain = new Map<number, GranteeAt>();
  let problem: InvalidInputError | null = null;
  for (const chainId of privateChainIds) {
    try {
      byRecordChain.set(chainId, await findGrantee(acting, chainId, to));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problem ??= error;
    }
  }
  const found = [...byRecordChain.values()];
  const [first] = found;
  if (first === undefined)
    throw problem ?? new InvalidInputError("PERSON_UNKNOWN", `Nobody called “${to}” can be found.`);
  return {
    words: first.name,
    on: (chainId) => {
      const named = byRecordChain.get(chainId) ?? found.find((each) => each.chainId === chainId);
      return named === undefined ? null : { subjectKind: SUBJECT.person, subject: named.id };
    },
  };
}
