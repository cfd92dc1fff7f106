import { fromHex } from "../codec/index.ts";
import { CAPSULE_KIND, type Capsule, type ReencryptionPartial } from "../crypto/index.ts";
import { verifyPartial } from "../crypto/threshold/index.ts";
import type { RecordParts } from "../envelope/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { capsuleContextOf, capsuleOf } from "../manifest/index.ts";
import type { CheckedAnswer } from "./check-answer.ts";
import type { ReencryptedCapsule } from "./openers.ts";
import type { ReadOptions } from "./read-types.ts";

/** What came of a group of answers: both parts, or who among them lied. */
export interface PartsOutcome {
  readonly parts: RecordParts | null;
  readonly liars: readonly CheckedAnswer[];
}

/**
 * Opens both parts from answers that agree on the record. Proofs cost three times what opening costs and what opens is authentic, so
 * they are verified only when it does not open; then whoever lied is named, and the honest answers are tried if they suffice.
 *
 * @throws MedLatticeError of the opener when every proof holds: then the capsule or the reader's key is at fault.
 */
export async function openParts(
  options: ReadOptions,
  group: readonly CheckedAnswer[],
): Promise<PartsOutcome> {
  const { threshold } = options.grantPackage;
  try {
    return { parts: await openBoth(options, group.slice(0, threshold)), liars: [] };
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
    const liars = group.filter((checked) => !isHonest(options, checked));
    if (liars.length === 0) throw error;
    const honest = group.filter((checked) => !liars.includes(checked));
    const parts = honest.length < threshold ? null : await openBoth(options, honest.slice(0, threshold));
    return { parts, liars };
  }
}

async function openBoth(options: ReadOptions, chosen: readonly CheckedAnswer[]): Promise<RecordParts> {
  const [first] = chosen;
  if (first === undefined) throw new RangeError("openBoth needs an answer");
  const { opener } = options;
  const patient = chosen.map(({ partials }) => partials.patient);
  const institution = chosen.map(({ partials }) => partials.institution);
  return {
    patient: await opener.open(reencrypted(options, first, "patient", patient)),
    institution: await opener.open(reencrypted(options, first, "institution", institution)),
  };
}

function reencrypted(
  { accessId, grantPackage }: ReadOptions,
  checked: CheckedAnswer,
  part: keyof RecordParts,
  partials: readonly ReencryptionPartial[],
): ReencryptedCapsule {
  const { capsule, commitments } = sideOf(checked, part);
  const context = capsuleContextOf(checked.verified.manifest.value.content, capsule);
  return { capsule, context, partials, threshold: grantPackage.threshold, commitments, accessId };
}

/** The capsule of a part and the commitments of the deal that re-encrypts it. */
function sideOf(
  { verified, key, capsule }: CheckedAnswer,
  part: keyof RecordParts,
): { capsule: Capsule; commitments: Uint8Array[] } {
  const manifest = verified.manifest.value;
  const own = part === "patient";
  const commitments = own ? key.commitments : manifest.keys.institutionDeal.commitments;
  return {
    capsule: own ? capsule : capsuleOf(manifest, CAPSULE_KIND.institution),
    commitments: commitments.map((commitment) => fromHex(commitment)),
  };
}

function isHonest({ accessId, opener }: ReadOptions, checked: CheckedAnswer): boolean {
  return (["patient", "institution"] as const).every((part) => {
    const { capsule, commitments } = sideOf(checked, part);
    try {
      verifyPartial({ c1: capsule.c1, partial: checked.partials[part], commitments, y: opener.y, accessId });
      return true;
    } catch (error) {
      if (error instanceof MedLatticeError) return false;
      throw error;
    }
  });
}
