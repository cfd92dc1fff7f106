import type { KeyToDeal } from "../consent/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { KeyManifestPlan } from "../keys/index.ts";
import type { KeyPlan } from "./person.ts";

/** Which keys get a new epoch. */
export interface NewEpochs {
  /** The key that grants are dealt to and the one that messages are sealed to. */
  readonly receive?: boolean;
  /** Category codes. */
  readonly categories?: readonly string[];
}

/**
 * The plan after a change of keys. Nothing is lost by it: keys of earlier epochs follow from the master key all the same.
 * @throws InvalidInputError `CATEGORY_UNKNOWN` | `ROTATION_EMPTY`
 */
export function nextKeyPlan(plan: KeyPlan, { receive = false, categories = [] }: NewEpochs): KeyPlan {
  const unknown = categories.find((code) => !plan.categories.some((known) => known.code === code));
  if (unknown !== undefined) {
    throw new InvalidInputError("CATEGORY_UNKNOWN", `There is no key for the category “${unknown}”.`, {
      facts: { category: unknown },
      hints: [`Keys at hand: ${plan.categories.map(({ code }) => code).join(", ")}.`],
    });
  }
  if (!receive && categories.length === 0) {
    throw new InvalidInputError("ROTATION_EMPTY", "Name the keys that are to be replaced.");
  }
  return {
    receiveEpoch: plan.receiveEpoch + (receive ? 1 : 0),
    categories: plan.categories.map(({ code, epoch }) => ({
      code,
      epoch: categories.includes(code) ? epoch + 1 : epoch,
    })),
  };
}

/**
 * All keys of a category that records may still be sealed to, the present one first: those sealed before the last change of keys stay
 * under the older ones until `resealRecords` has come to them.
 */
export function categoryKeysToDeal({ code, epoch }: KeyPlan["categories"][number]): KeyToDeal[] {
  return Array.from({ length: epoch + 1 }, (_, back) => ({ kind: "category", code, epoch: epoch - back }));
}

/** The key manifest of a plan on one chain. Its own epoch rises with each of theirs. */
export function manifestPlanOf({ receiveEpoch, categories }: KeyPlan, chainId: number): KeyManifestPlan {
  const epoch = categories.reduce((sum, category) => sum + category.epoch, receiveEpoch);
  return { chainId, epoch, receiveEpoch, categories };
}
