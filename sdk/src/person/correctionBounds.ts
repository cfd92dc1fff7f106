import type { CorrectionEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { VerificationError } from "../errors/index.ts";
import type { KnownPolicy, PolicyDocument } from "../fields/index.ts";
import { isPolicyAccepted, knownPolicies } from "./acceptedPolicies.ts";
import type { Person } from "./person.ts";
import type { SectionDifference } from "./sectionDifferences.ts";
import { correctionAt } from "./verifiedRecord.ts";

/** What a correction could change, proven and not only said (rule 12). */
export interface CorrectionBounds {
  readonly policyRoot: Hex;
  /** Null where the authority's document is not known here: then only the differences themselves say what has changed. */
  readonly policy: KnownPolicy | null;
  /** Whether the health authority accepts it at present; the chain refuses the correction otherwise. */
  readonly isAccepted: boolean;
}

const MAX_AMENDMENTS = 16;

/**
 * Checks an amendment as the chain will, and against the contents themselves, so that nobody needs to trust the ceremony behind the
 * circuit's keys: the proofs lead from the present field root to the new one, and no section differs whose class the policy leaves out.
 *
 * @throws VerificationError AMENDMENT_INVALID | AMENDMENT_OUTSIDE_POLICY (facts.className)
 */
export async function verifyBounds(
  person: Person,
  {
    chainId,
    entry: { statement, correctionHash, amendments },
    fieldRoot,
    differences,
    policies,
  }: {
    readonly chainId: number;
    readonly entry: CorrectionEntry;
    /** Of the present version. */
    readonly fieldRoot: Hex;
    readonly differences: readonly SectionDifference[] | null;
    readonly policies: readonly PolicyDocument[];
  },
): Promise<CorrectionBounds> {
  // Few corrections are amendments, and only they need circuits.
  const { amendmentContext, verifyAmendment } = await import("../circuits/index.ts");
  const { policyRoot } = statement;
  const place = { chainId: BigInt(chainId), recordCorrection: correctionAt(person, chainId) };
  const context = amendmentContext({ ...place, correctionHash });
  let root = fieldRoot;
  if (amendments.length > MAX_AMENDMENTS) throw invalid();
  for (const { newRoot, proof } of amendments) {
    verifyAmendment({ oldRoot: root, newRoot, policyRoot, context, proof });
    root = newRoot;
  }
  if (amendments.length === 0 || root !== statement.fieldRoot || differences === null) throw invalid();
  const [known, isAccepted] = await Promise.all([
    knownPolicies(policies),
    isPolicyAccepted(person, chainId, policyRoot),
  ]);
  const policy = known.find(({ policy: { root: own } }) => own === policyRoot) ?? null;
  for (const { className } of differences) {
    if (policy !== null && (className === null || !policy.policy.classes.includes(className)))
      throw outside(className);
  }
  return { policyRoot, policy, isAccepted };
}

function invalid(): VerificationError {
  return new VerificationError(
    "AMENDMENT_INVALID",
    "The proofs that only allowed sections were changed do not lead to the new content.",
  );
}

function outside(className: string | null): VerificationError {
  return new VerificationError(
    "AMENDMENT_OUTSIDE_POLICY",
    "The correction changes more than its policy allows.",
    { facts: { className: className ?? "" } },
  );
}
