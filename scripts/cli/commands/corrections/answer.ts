import {
  declineCorrection,
  permitCorrection,
  reviewCorrection,
  type ReviewedCorrection,
  tellReaders,
  withdrawCorrection,
} from "@medlattice/sdk/person";
import { z } from "zod";
import { differencesInWords } from "../../lib/bounded.ts";
import { defineCommand } from "../../lib/command.ts";
import { correctionJson, findCorrection } from "../../lib/corrections.ts";
import { kindInWords, reasonInWords } from "../../lib/correctionWords.ts";
import { writeOutput } from "../../lib/files.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { boundsInWords, readPolicyFile } from "../../lib/policies.ts";
import { describeContent } from "../../lib/records.ts";
import { counted, printable, shortId } from "../../lib/text.ts";

const chainOption = ["--chain <name>", "at the institution with this chain"] as const;
const policyOption = ["--policy <file>", "the document of a policy of the health authority's own"] as const;
const inputSchema = z.strictObject({ id: z.string(), chain: z.string().optional() });
const reviewSchema = inputSchema.extend({ policy: z.string().optional() });

export const reviewCommand = defineCommand({
  usage: "review <id>",
  summary: "the patient looks at both versions, verified and decrypted",
  options: [
    ["--out <file>", "where to write the new content; - for standard output"],
    policyOption,
    chainOption,
  ],
  input: reviewSchema.extend({ out: z.string().optional() }),
  example: "corrections review 0x1a2b --out new.json",
  async run(cli, { out, ...which }) {
    const acting = await openPerson(cli, "patient");
    const reviewed = await review(acting, which);
    const text = await reviewText(acting, reviewed);
    if (out === "-" && reviewed.next !== null) return { data: {}, text, raw: reviewed.next.content };
    if (out !== undefined && reviewed.next !== null) await writeOutput(out, reviewed.next.content);
    return {
      data: {
        ...correctionJson(reviewed.entry),
        words: reviewed.words,
        differences: reviewed.differences,
        bounds: boundsJson(reviewed),
      },
      text,
    };
  },
});

export const permitCommand = defineCommand({
  usage: "permit <id>",
  summary: "the patient permits a correction, after looking at it once more",
  detail: "It is carried out on chain at once; every station then destroys the version before. Asks first.",
  options: [["--tell", "tell everybody who has read the version before"], policyOption, chainOption],
  input: reviewSchema.extend({ tell: z.boolean().optional() }),
  example: "corrections permit 0x1a2b --tell",
  async run(cli, { tell, ...which }) {
    const acting = await openPerson(cli, "patient");
    const reviewed = await review(acting, which);
    const { chainId } = reviewed;
    cli.note(`${await reviewText(acting, reviewed)}\n`);
    await cli.confirm("Permit it? The version before is destroyed for good.");
    const landed = await permitCorrection(acting.person, reviewed);
    const { recordId } = reviewed.statement;
    const told = tell === true ? await tellReaders(acting.person, { chainId, recordId }) : [];
    return {
      data: { ...correctionJson(reviewed.entry), status: "landed", ...landed, told: told.length },
      text: [
        `The record is at version ${reviewed.statement.version} now.`,
        ...(tell === true ? [`Told ${counted(told.length, "reader")}.`] : []),
      ].join("\n"),
    };
  },
});

export const declineCommand = defineCommand({
  usage: "decline <id>",
  summary: "the patient does not permit a correction",
  options: [["--words <text>", "to the doctor, sealed"], chainOption],
  input: inputSchema.extend({ words: z.string().optional() }),
  example: "corrections decline 0x1a2b --words 'It was right'",
  async run(cli, { id, chain, words }) {
    const acting = await openPerson(cli, "patient");
    const { chainId, correctionHash } = await findCorrection(acting, id, { chain, as: "patient" });
    const said = words === undefined ? {} : { words };
    await declineCorrection(acting.person, { chainId, correctionHash, ...said });
    return { data: { correctionHash, chainId, status: "declined" }, text: "Declined. Nothing has changed." };
  },
});

export const withdrawCommand = defineCommand({
  usage: "withdraw <id>",
  summary: "the doctor takes a correction back that the patient has not answered",
  options: [chainOption],
  input: inputSchema,
  example: "corrections withdraw 0x1a2b",
  async run(cli, { id, chain }) {
    const acting = await openPerson(cli, "doctor");
    const { chainId, correctionHash } = await findCorrection(acting, id, { chain, as: "author" });
    await withdrawCorrection(acting.person, { chainId, correctionHash });
    return { data: { correctionHash, chainId, status: "withdrawn" }, text: "Taken back." };
  },
});

async function review(
  acting: ActingPerson,
  { id, chain, policy }: z.infer<typeof reviewSchema>,
): Promise<ReviewedCorrection> {
  const { chainId, correctionHash } = await findCorrection(acting, id, { chain, as: "patient" });
  const policies = policy === undefined ? [] : [await readPolicyFile(policy)];
  return await reviewCorrection(acting.person, { chainId, correctionHash, policies });
}

function boundsJson({ bounds }: ReviewedCorrection) {
  if (bounds === null) return null;
  const { policyRoot, policy, isAccepted } = bounds;
  return { policyRoot, key: policy?.key ?? null, name: policy?.document.name ?? null, isAccepted };
}

/** What an amendment could change at most, as the proofs say that were checked here. */
function boundsText({ bounds }: ReviewedCorrection): string[] {
  if (bounds === null) return [];
  const { policyRoot, policy, isAccepted } = bounds;
  return [
    policy === null
      ? `Bounded     by a policy that is not known here (${shortId(policyRoot)}); give its document with --policy`
      : `Bounded     by “${printable(policy.document.name)}”: ${printable(boundsInWords(policy))}; checked here`,
    ...(isAccepted
      ? []
      : ["Note: the health authority accepts this policy no longer; the chain will refuse."]),
  ];
}

async function reviewText(acting: ActingPerson, reviewed: ReviewedCorrection): Promise<string> {
  const { statement, present, next, words, differences } = reviewed;
  const before = await describeContent(present.content, present.manifest.value.content.mediaType);
  const after =
    next === null ? null : await describeContent(next.content, next.manifest.value.content.mediaType);
  return [
    `Record      ${statement.recordId}`,
    `What        ${kindInWords(statement.kind)}, because: ${reasonInWords(statement.reason)}`,
    `By          ${acting.names.person(statement.author)}`,
    `Now         ${printable(before.title)}, ${printable(before.summary)}`,
    `Then        ${after === null ? "nothing: the content is destroyed for good" : `${printable(after.title)}, ${printable(after.summary)}`}`,
    ...(words === null ? [] : [`Words       ${printable(words)}`]),
    ...boundsText(reviewed),
    ...(differences === null || differences.length === 0 ? [] : [differencesInWords(differences)]),
    "The doctor's signature, the institution's opening and both contents are as they should be.",
  ].join("\n");
}
