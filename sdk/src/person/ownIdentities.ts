import type { Hex } from "../codec/index.ts";
import { toHex } from "../codec/index.ts";
import { derivePublicY } from "../crypto/index.ts";
import { VerificationError } from "../errors/index.ts";
import { receiveScalar, sealingKey } from "../keys/index.ts";
import type { Person } from "./person.ts";

type Keys = Pick<Person, "master" | "keyPlan">;

/**
 * All keys that messages to the person may be sealed to, the present one first: what was sent before a change of keys stays readable,
 * because every epoch follows from the master key.
 */
export async function ownIdentities({ master, keyPlan }: Keys): Promise<readonly string[]> {
  const keys = epochsOf(keyPlan).map((epoch) => sealingKey(master, epoch));
  return (await Promise.all(keys)).map(({ identity }) => identity);
}

/**
 * The receive scalar of the epoch a grant was dealt to: grants go on after their reader has changed keys.
 * @throws VerificationError READ_WRONG_KEY when it is none of the person's
 */
export function receiveScalarFor({ master, keyPlan }: Keys, granteeY: Hex): bigint {
  for (const epoch of epochsOf(keyPlan)) {
    const scalar = receiveScalar(master, epoch);
    if (toHex(derivePublicY(scalar)) === granteeY) return scalar;
  }
  throw new VerificationError("READ_WRONG_KEY", "The grant was dealt to none of the keys at hand.", {
    hints: ["The grant is another person's, or was dealt to a master key that is no longer in use."],
  });
}

function epochsOf({ receiveEpoch }: Person["keyPlan"]): number[] {
  return Array.from({ length: receiveEpoch + 1 }, (_, back) => receiveEpoch - back);
}
