import { UnavailableError } from "@medlattice/sdk/errors";
import { TooFewProxiesError } from "@medlattice/sdk/usage";
import { z } from "zod";
import { type Answer, type Cli, defineCommand } from "../../lib/command.ts";
import { writeOutput } from "../../lib/files.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { captureIn } from "../../lib/capture.ts";
import { openRecord } from "../../lib/openRecord.ts";
import { type ContentFacts, describeContent } from "../../lib/records.ts";
import { readSharedRecord } from "../../lib/readShared.ts";
import { printable, sizeInWords } from "../../lib/text.ts";

const inputSchema = z.strictObject({
  id: z.string(),
  out: z.string().optional(),
  grant: z.string().optional(),
  reason: z.string().default("Treatment"),
  version: z.coerce.number().pipe(z.int().min(0)).optional(),
  chain: z.string().optional(),
});

type Input = z.infer<typeof inputSchema>;

export const readCommand = defineCommand({
  usage: "read <id>",
  summary: "read a record: your own as a patient, else one that was shared with you",
  detail:
    "Reading a shared record uses up one use of the grant, and the patient sees it with your reason. The content is written to\n--out, or only described without it.",
  options: [
    ["--out <file>", "where to write the content, byte for byte; - for standard output"],
    ["--grant <id>", "under which grant (default: the newest that holds)"],
    ["--reason <text>", "told to the patient (default: Treatment)"],
    ["--version <number>", "which version of a record of another institution (default: 0)"],
    ["--chain <name>", "own records: at the institution with this chain"],
  ],
  input: inputSchema,
  example: "record read 0x1a2b --as doctor-platform --out record.json",
  async run(cli, input) {
    const acting = await openPerson(cli, "patient");
    return acting.profile.role === "Patient"
      ? await readOwn(cli, acting, input)
      : await readOthers(cli, acting, input);
  },
});

async function readOwn(cli: Cli, acting: ActingPerson, { id, out, chain }: Input): Promise<Answer> {
  const { entry, reviewed, facts } = await openRecord(acting, id, chain);
  const { recordId } = entry.state;
  return await deliver(cli, acting, { content: reviewed.content, facts, out }, { recordId });
}

async function readOthers(cli: Cli, acting: ActingPerson, input: Input): Promise<Answer> {
  const { id, grant, reason, version, out } = input;
  const { result, access, recordId, received, receiptProblem } = await inNames(acting, () =>
    readSharedRecord(acting, {
      id,
      grant,
      reason,
      version,
      onAnswer: (organization) => cli.note(`${acting.names.organization(organization)} re-encrypted.`),
    }),
  );
  if (receiptProblem !== null) cli.note(`No receipts are kept of this: ${receiptProblem.message}`);
  for (const { organization, message } of result.failures) {
    cli.note(`${acting.names.organization(organization)} did not help: ${message}`);
  }
  const { mediaType } = result.verified.manifest.value.content;
  const facts = await describeContent(result.content, mediaType);
  return await deliver(
    cli,
    acting,
    { content: result.content, facts, out },
    {
      recordId,
      grantId: received.grantPackage.grantId,
      accessId: access.accessId,
      stateFrom: result.stateFrom,
    },
  );
}

/** Calls the organisations that did not help by their names. */
async function inNames<T>({ names }: ActingPerson, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TooFewProxiesError)) throw error;
    const { code, message, facts, retryable, failures } = error;
    throw new UnavailableError(code, message, {
      hints: failures.map((failure) => `${names.organization(failure.organization)}: ${failure.message}`),
      facts,
      retryable,
      cause: error,
    });
  }
}

async function deliver(
  cli: Cli,
  { person, names }: ActingPerson,
  {
    content,
    facts,
    out,
  }: { readonly content: Uint8Array; readonly facts: ContentFacts; readonly out: string | undefined },
  data: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const capture = await captureIn(person, names, content);
  const captured = capture === null ? [] : [capture.text];
  const about = `${printable(facts.title)} (${sizeInWords(facts.bytes)}, SHA-256 ${facts.sha256})`;
  if (out === "-" && !cli.json) {
    for (const line of [about, ...captured]) cli.note(line);
    return { data: { ...data, content: facts, capture }, text: "", raw: content };
  }
  const file = out === undefined || out === "-" ? null : await writeOutput(out, content);
  const where =
    file === null
      ? "Verified and opened on this machine. Write it to a file with --out <file>."
      : `Written to ${file}`;
  return {
    data: { ...data, content: facts, capture, out: file },
    text: [about, printable(facts.summary), ...captured, where].join("\n"),
  };
}
