import type { CorrectionEntry } from "@medlattice/sdk/client";
import { HIDING_TOPICS } from "@medlattice/sdk/fields";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { prepareCorrection } from "@medlattice/sdk/person";
import { CORRECTION_KIND } from "@medlattice/sdk/record";
import { z } from "zod";
import { amend, redact } from "../../lib/bounded.ts";
import { type Cli, defineCommand } from "../../lib/command.ts";
import { correctionJson } from "../../lib/corrections.ts";
import { REASON_NAMES, reasonSchema } from "../../lib/correctionWords.ts";
import { readInput } from "../../lib/files.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { enough, findRecord } from "../../lib/records.ts";

const inputSchema = z.strictObject({
  id: z.string(),
  reason: reasonSchema,
  file: z.string().optional(),
  mediaType: z.string().default("application/fhir+json"),
  amend: z.string().optional(),
  policy: z.string().optional(),
  hide: z.string().optional(),
  words: z.string().optional(),
  chain: z.string().optional(),
});

type Input = z.infer<typeof inputSchema>;

export const correctCommand = defineCommand({
  usage: "correct <id>",
  summary: "the doctor writes a record anew, changes single values, or takes parts of it away for good",
  detail:
    "Nothing changes before the patient permits it. With --amend and --hide the present content is read first, which needs a grant of\nthe patient to you. --amend takes the file that record read --out has written, with single values changed: what differs must be\nallowed by a policy of the health authority (npx medlattice policy list), and that nothing else was touched is proven, which\ntakes some seconds. With --hide the parts go for good, their hashes stay.",
  options: [
    ["--reason <name>", REASON_NAMES, "required"],
    ["--file <file>", "the new content, as a whole"],
    ["--media-type <type>", "what the file is (default: application/fhir+json)"],
    ["--amend <file>", "the content with single values changed"],
    ["--policy <file>", "with --amend: the document of a policy of the authority's own"],
    [
      "--hide <topics>",
      `what to take away, with commas between: ${HIDING_TOPICS.map(({ key }) => key).join(", ")}`,
    ],
    ["--words <text>", "to the patient, sealed"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: inputSchema,
  example: "correct 0x1a2b --amend corrected.json --reason wrong-value",
  async run(cli, input) {
    requireOne(input);
    const acting = await openPerson(cli, "doctor");
    const entry = await handIn(cli, acting, input);
    const { correctionHash, statement } = entry;
    return {
      data: correctionJson(entry),
      text: [
        `Handed in: version ${statement.version} of record ${enough(statement.recordId)}.`,
        `The patient looks and permits with: npx medlattice corrections permit ${enough(correctionHash)}`,
      ].join("\n"),
    };
  },
});

async function handIn(cli: Cli, acting: ActingPerson, input: Input): Promise<CorrectionEntry> {
  const { id, reason, words, chain, file, hide, policy } = input;
  const { chainId, state } = await findRecord(acting, id, { chain, as: "author" });
  const terms = { chainId, recordId: state.recordId, reason, ...(words === undefined ? {} : { words }) };
  if (input.amend !== undefined) return await amend(cli, acting, terms, { file: input.amend, policy });
  if (hide !== undefined) return await redact(cli, acting, terms, hide);
  return await prepareCorrection(acting.person, {
    ...terms,
    kind: CORRECTION_KIND.replace,
    content: Uint8Array.from(await readInput(file ?? "")),
    mediaType: input.mediaType,
  });
}

/** @throws InvalidInputError `OPTION_INVALID` */
function requireOne({ file, amend: amended, hide, policy }: Input): void {
  const given = [file, amended, hide].filter((each) => each !== undefined);
  if (given.length === 1 && (policy === undefined || amended !== undefined)) return;
  throw new InvalidInputError("OPTION_INVALID", "Give one of --file, --amend and --hide.", {
    hints: ["npx medlattice correct --help explains them."],
  });
}
