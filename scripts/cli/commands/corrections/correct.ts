import { chooseFields, HIDING_TOPICS, readFields } from "@medlattice/sdk/fields";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type OpenedPresent, prepareCorrection } from "@medlattice/sdk/person";
import { CORRECTION_KIND, fieldInputOf } from "@medlattice/sdk/record";
import { z } from "zod";
import { type Cli, defineCommand } from "../../lib/command.ts";
import { correctionJson } from "../../lib/corrections.ts";
import { REASON_NAMES, reasonSchema } from "../../lib/correctionWords.ts";
import { readInput } from "../../lib/files.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { readSharedRecord } from "../../lib/readShared.ts";
import { enough, findRecord } from "../../lib/records.ts";

const inputSchema = z.strictObject({
  id: z.string(),
  reason: reasonSchema,
  file: z.string().optional(),
  mediaType: z.string().default("application/fhir+json"),
  hide: z.string().optional(),
  words: z.string().optional(),
  chain: z.string().optional(),
});

export const correctCommand = defineCommand({
  usage: "correct <id>",
  summary: "the doctor writes a record anew, or takes parts of it away for good",
  detail:
    "Nothing changes before the patient permits it. With --hide the present content is read first, which needs a grant of the\npatient to you; the parts go for good, their hashes stay.",
  options: [
    ["--reason <name>", REASON_NAMES, "required"],
    ["--file <file>", "the new content, as a whole"],
    ["--media-type <type>", "what the file is (default: application/fhir+json)"],
    [
      "--hide <topics>",
      `what to take away, with commas between: ${HIDING_TOPICS.map(({ key }) => key).join(", ")}`,
    ],
    ["--words <text>", "to the patient, sealed"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: inputSchema,
  example: "correct 0x1a2b --file corrected.json --reason wrong-value",
  async run(cli, input) {
    const { id, reason, file, hide, words, chain } = input;
    const acting = await openPerson(cli, "doctor");
    const { chainId, state } = await findRecord(acting, id, { chain, as: "author" });
    const { recordId } = state;
    const common = { chainId, recordId, reason, ...(words === undefined ? {} : { words }) };
    if ((file === undefined) === (hide === undefined)) throw oneOf();
    const entry =
      file === undefined
        ? await redact(cli, acting, common, hide ?? "")
        : await prepareCorrection(acting.person, {
            ...common,
            kind: CORRECTION_KIND.replace,
            content: Uint8Array.from(await readInput(file)),
            mediaType: input.mediaType,
          });
    const { correctionHash } = entry;
    return {
      data: correctionJson(entry),
      text: [
        `Handed in: version ${entry.statement.version} of record ${enough(recordId)}.`,
        `The patient looks and permits with: npx medlattice corrections permit ${enough(correctionHash)}`,
      ].join("\n"),
    };
  },
});

async function redact(
  cli: Cli,
  acting: ActingPerson,
  common: Omit<Parameters<typeof prepareCorrection>[1], "kind" | "opened" | "hide">,
  topics: string,
) {
  const { result } = await readSharedRecord(acting, {
    id: common.recordId,
    grant: undefined,
    version: undefined,
    reason: "To take parts of it away",
    onAnswer: (organization) => cli.note(`${acting.names.organization(organization)} re-encrypted.`),
  });
  const keys = topics.split(",").map((key) => key.trim());
  const hide = chooseFields(await fieldsOf(result), keys);
  const { chainId, recordId, reason } = common;
  const said = common.words === undefined ? {} : { words: common.words };
  return prepareCorrection(acting.person, {
    chainId,
    recordId,
    reason,
    ...said,
    kind: CORRECTION_KIND.redact,
    opened: result,
    hide,
  });
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

function oneOf(): InvalidInputError {
  return new InvalidInputError("OPTION_INVALID", "Give either --file or --hide.", {
    hints: ["npx medlattice correct --help explains both."],
  });
}
