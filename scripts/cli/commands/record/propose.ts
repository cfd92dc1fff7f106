import { InvalidInputError } from "@medlattice/sdk/errors";
import { validateFhir } from "@medlattice/sdk/fhir";
import { type OpenedAppointment, writeRecord } from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";
import { z } from "zod";
import { appointmentsFor, categoriesOf } from "../../lib/appointments.ts";
import { requireCategory } from "../../lib/categories.ts";
import { type Cli, defineCommand } from "../../lib/command.ts";
import { readInput } from "../../lib/files.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { pickById } from "../../lib/pick.ts";
import { enough } from "../../lib/records.ts";
import { sizeInWords } from "../../lib/text.ts";

const FHIR = "application/fhir+json";

export const proposeCommand = defineCommand({
  usage: "propose",
  summary: "the doctor seals a record to patient and institution and proposes it",
  detail:
    "The file is kept byte for byte. FHIR R4 is checked first; other files need --media-type. The record counts once the\npatient confirms it.",
  options: [
    ["--file <file>", "the FHIR R4 JSON, or another file", "required"],
    ["--category <code>", "one of the categories the patient gave a key for (default: as the file suggests)"],
    ["--treatment <id>", "the treatment, or its beginning (default: your only one)"],
    ["--media-type <type>", `what the file is (default: ${FHIR})`],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({
    file: z.string(),
    category: z.string().optional(),
    treatment: z.string().optional(),
    mediaType: z.string().default(FHIR),
    chain: z.string().optional(),
  }),
  example: "record propose --file bundle.json --category laboratory --treatment 0x1a2b",
  async run(cli, { file, category, treatment, mediaType, chain }) {
    const content = await readInput(file);
    const intake = mediaType === FHIR ? await validateFhir({ bytes: content }) : null;
    for (const { path, message } of intake?.warnings ?? []) cli.note(`Warning: ${path} ${message}`);
    const acting = await openPerson(cli, "doctor");
    const found = chooseTreatment(await appointmentsFor(acting, { chain, state: "assigned" }), treatment);
    const given = categoriesOf({ request: null, appointment: found });
    const code = requireCategory(category ?? suggest(intake?.suggestedCategory, given), given);
    const written = await writeRecord(acting.person, {
      appointment: found,
      category: code,
      content,
      mediaType,
      ...progressOf(cli),
    });
    const { chainId, treatmentId, patient } = found;
    return {
      data: { ...written, chainId, treatmentId, patient, category: code, bytes: content.length },
      text: [
        `Proposed to ${acting.names.person(patient)}: ${intake?.title ?? mediaType} (${sizeInWords(content.length)}, ${code}).`,
        `Record ${written.recordId}`,
        `The patient confirms with: npx medlattice record confirm ${enough(written.recordId)}`,
      ].join("\n"),
    };
  },
});

/** How much of the file is stored, for somebody who watches. */
function progressOf({ terminal }: Cli): { readonly onProgress?: (done: number, total: number) => void } {
  if (terminal.errors.isTTY !== true) return {};
  return {
    onProgress: (done, total) => {
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
      terminal.errors.write(`\r${percent} % stored${percent === 100 ? "\n" : ""}`);
    },
  };
}

function chooseTreatment(found: readonly OpenedAppointment[], prefix: string | undefined): Appointment {
  const open = found.flatMap(({ appointment }) => appointment ?? []);
  const listCommand = "npx medlattice appointment list --as <doctor> shows them.";
  if (prefix !== undefined) {
    return pickById(open, prefix, { idOf: ({ treatmentId }) => treatmentId, noun: "treatment", listCommand });
  }
  const [only] = open;
  if (only !== undefined && open.length === 1) return only;
  throw new InvalidInputError(
    "TREATMENT_NEEDED",
    only === undefined
      ? "No patient is assigned to you now."
      : "It is not clear which treatment this is for.",
    {
      hints:
        only === undefined
          ? ["A manager assigns you: npx medlattice appointment assign"]
          : ["Name it with --treatment.", listCommand],
    },
  );
}

/** What the file suggests if there is a key for it, else the only key there is. */
function suggest(suggested: string | undefined, given: readonly string[]): string {
  if (suggested !== undefined && given.includes(suggested)) return suggested;
  const [only, ...others] = given;
  return only !== undefined && others.length === 0 ? only : (suggested ?? "");
}
