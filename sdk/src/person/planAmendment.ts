import { InvalidInputError } from "../errors/index.ts";
import {
  choosePolicy,
  correctFields,
  keepTexts,
  type KnownPolicy,
  type PolicyDocument,
  SLOTS,
} from "../fields/index.ts";
import { acceptedPolicies } from "./acceptedPolicies.ts";
import { nothingChanged, type OpenedPresent, presentFields } from "./correctionFields.ts";
import type { Person } from "./person.ts";
import { compareFields, type SectionDifference } from "./sectionDifferences.ts";

/** What a changed content would be as an amendment, before anything is sealed or proven. */
export interface AmendmentPlan {
  /** For `prepareCorrection`: the changed content, with the present one's white space where nothing else differs. */
  readonly content: Uint8Array<ArrayBuffer>;
  readonly differences: readonly SectionDifference[];
  /** The smallest accepted policy that allows all of it; null where none does, and only a replacement is left. */
  readonly policy: KnownPolicy | null;
  /** Classes that no accepted policy allows; empty also where several policies together would allow everything. */
  readonly outside: readonly string[];
  /** How many proofs it takes, each some seconds. */
  readonly proofs: number;
}

const SEED_BYTES = 32;

/**
 * Looks at what an edited file changes of a record that was read, and which policy of the health authority allows it.
 *
 * @param options.policies of the authority's own, beside those to begin with
 * @throws InvalidInputError CORRECTION_EMPTY | RECORD_WITHOUT_FIELDS | FIELDS_REDACTED | FIELDS_NOT_JSON | FIELDS_LOCATORS_CLASH
 */
export async function planAmendment(
  person: Person,
  options: {
    readonly chainId: number;
    /** As it was read under a grant. */
    readonly opened: OpenedPresent;
    readonly content: Uint8Array;
    readonly policies?: readonly PolicyDocument[];
  },
): Promise<AmendmentPlan> {
  const { chainId, opened, policies = [] } = options;
  const { mediaType } = opened.verified.manifest.value.content;
  const previous = await presentFields(opened, opened.verified);
  const content = keepTexts({
    previous: opened.content,
    content: options.content,
    mediaType,
    level: previous.level,
  });
  // Only which sections differ is asked for; those that are sealed get seeds of the new version.
  const fieldSeed = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  const { document } = await correctFields({ previous, content, mediaType, fieldSeed });
  const differences = compareFields(previous, document);
  if (differences.length === 0) throw nothingChanged();
  const classes = differences.map(({ className }) => className ?? "");
  const choice = choosePolicy(classes, await acceptedPolicies(person, chainId, policies));
  return { content, differences, ...choice, proofs: Math.ceil(differences.length / SLOTS) };
}

/** @throws InvalidInputError AMENDMENT_OUTSIDE_POLICY (facts.classes) where no accepted policy allows all of it */
export function requirePolicy({ policy, outside }: Pick<AmendmentPlan, "policy" | "outside">): KnownPolicy {
  if (policy !== null) return policy;
  throw new InvalidInputError(
    "AMENDMENT_OUTSIDE_POLICY",
    outside.length === 0
      ? "No single policy allows all of this to be amended at once."
      : "No policy that the health authority accepts allows this to be amended.",
    {
      facts: { classes: outside.join(" ") },
      hints: [
        outside.length === 0
          ? "Hand in one amendment after the other, or replace the record as a whole."
          : "Replace the record as a whole.",
      ],
    },
  );
}
