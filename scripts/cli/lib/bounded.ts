import { InvalidInputError } from "@medlattice/sdk/errors";
import { chooseFields, readFields } from "@medlattice/sdk/fields";
import { createNodeProver } from "@medlattice/sdk/node/prover";
import {
  type OpenedPresent,
  planAmendment,
  prepareCorrection,
  type PrepareCorrectionOptions,
  type ProvingStage,
  requirePolicy,
  type SectionDifference,
} from "@medlattice/sdk/person";
import type { CorrectionEntry } from "@medlattice/sdk/client";
import { CORRECTION_KIND, fieldInputOf } from "@medlattice/sdk/record";
import type { Cli } from "./command.ts";
import { readInput } from "./files.ts";
import type { ActingPerson } from "./openPerson.ts";
import { boundsInWords, readPolicyFile } from "./policies.ts";
import { readSharedRecord } from "./readShared.ts";
import { counted, printable, sizeInWords } from "./text.ts";

/** What every kind of correction says. */
export type CorrectionTerms = Pick<PrepareCorrectionOptions, "chainId" | "recordId" | "reason" | "words">;

/** Single values changed (kind 2): looks at what differs, chooses the policy, proves, and hands in. */
export async function amend(
  cli: Cli,
  acting: ActingPerson,
  terms: CorrectionTerms,
  { file, policy: policyFile }: { readonly file: string; readonly policy: string | undefined },
): Promise<CorrectionEntry> {
  const [content, policies] = await Promise.all([
    readInput(file),
    policyFile === undefined ? [] : readPolicyFile(policyFile).then((document) => [document]),
  ]);
  const opened = await readPresent(cli, acting, terms, "To change single values");
  const plan = await planAmendment(acting.person, { chainId: terms.chainId, opened, content, policies });
  cli.note(`This changes:\n${differencesInWords(plan.differences)}`);
  if (plan.outside.length > 0) cli.note(`No policy allows: ${plan.outside.join(", ")}`);
  const known = requirePolicy(plan);
  cli.note(`“${known.document.name}” allows it: ${boundsInWords(known)}, and that is proven.`);
  await cli.confirm("Prove and hand in?", { whenNobodyIsThere: "go on" });
  const prover = createNodeProver();
  try {
    return await prepareCorrection(acting.person, {
      ...terms,
      kind: CORRECTION_KIND.amend,
      content: plan.content,
      opened,
      policy: known.policy,
      prover,
      onProving: (stage) => cli.note(stageInWords(stage)),
    });
  } finally {
    prover.close();
  }
}

/** Parts taken away for good (kind 3). @param topics with commas between */
export async function redact(
  cli: Cli,
  acting: ActingPerson,
  terms: CorrectionTerms,
  topics: string,
): Promise<CorrectionEntry> {
  const opened = await readPresent(cli, acting, terms, "To take parts of it away");
  const keys = topics.split(",").map((key) => key.trim());
  const hide = chooseFields(await fieldsOf(opened), keys);
  return await prepareCorrection(acting.person, { ...terms, kind: CORRECTION_KIND.redact, opened, hide });
}

/** Which sections differ, one a line; nothing of what they say. */
export function differencesInWords(differences: readonly SectionDifference[]): string {
  return differences
    .map(({ className, change }) => `  ${change}  ${printable(className ?? "a part without a name")}`)
    .join("\n");
}

/** The record as it is now, under a grant of the patient to the doctor. */
async function readPresent(
  cli: Cli,
  acting: ActingPerson,
  { recordId }: CorrectionTerms,
  reason: string,
): Promise<OpenedPresent> {
  const { result } = await readSharedRecord(acting, {
    id: recordId,
    grant: undefined,
    version: undefined,
    reason,
    onAnswer: (organization) => cli.note(`${acting.names.organization(organization)} re-encrypted.`),
  });
  return result;
}

function stageInWords(stage: ProvingStage): string {
  return stage.stage === "loading"
    ? `Loading the circuit: ${sizeInWords(stage.doneBytes)} of ${sizeInWords(stage.totalBytes)}`
    : `Proof ${stage.proof} of ${counted(stage.proofs, "proof")} …`;
}

async function fieldsOf({ content, fileKey, verified }: OpenedPresent) {
  const input = fieldInputOf({
    record: verified.record,
    manifest: verified.manifest.value,
    content,
    fileKey,
  });
  if (input !== null) return readFields(input);
  throw new InvalidInputError("RECORD_WITHOUT_FIELDS", "This record has no parts that could be taken away.");
}
