import { readFile } from "node:fs/promises";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { PASSPHRASE_MIN_CHARACTERS } from "@medlattice/sdk/keys";
import { fileProblem } from "./files.ts";
import { ask, firstLine } from "./prompt.ts";
import { canAsk, type Terminal } from "./terminal.ts";

/** Where a passphrase comes from: a file, the person, or the first line of standard input. Never the command line. */
export interface PassphraseSource {
  readonly terminal: Terminal;
  /** Absolute. */
  readonly file: string | null;
}

/** The passphrase of a wallet that is there. @throws InvalidInputError `PASSPHRASE_MISSING` */
export async function askPassphrase({ terminal, file }: PassphraseSource, whose: string): Promise<string> {
  if (file !== null) return await readSecret(file);
  if (canAsk(terminal)) return await ask(terminal, `Passphrase of ${whose}: `, { hidden: true });
  const given = await firstLine(terminal.input);
  if (given !== "") return given;
  throw missing();
}

/** A new passphrase, asked for twice. @throws InvalidInputError `PASSPHRASE_TOO_SHORT` | `PASSPHRASE_DIFFERS` */
export async function askNewPassphrase({ terminal, file }: PassphraseSource): Promise<string> {
  if (file !== null) return requireLong(await readSecret(file));
  if (!canAsk(terminal)) {
    const given = await firstLine(terminal.input);
    if (given === "") throw missing();
    return requireLong(given);
  }
  const first = requireLong(
    await ask(terminal, `New passphrase (${PASSPHRASE_MIN_CHARACTERS} characters or more): `, {
      hidden: true,
    }),
  );
  if ((await ask(terminal, "The same once more: ", { hidden: true })) === first) return first;
  throw new InvalidInputError("PASSPHRASE_DIFFERS", "The two passphrases differ; nothing was made.");
}

async function readSecret(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).split("\n", 1)[0]?.replace(/\r$/, "") ?? "";
  } catch (error) {
    throw fileProblem(error, file);
  }
}

function requireLong(passphrase: string): string {
  if (passphrase.normalize("NFC").length >= PASSPHRASE_MIN_CHARACTERS) return passphrase;
  throw new InvalidInputError(
    "PASSPHRASE_TOO_SHORT",
    `A passphrase has at least ${PASSPHRASE_MIN_CHARACTERS} characters.`,
    { hints: ["Four or five words picked at random are easy to remember and hard to guess."] },
  );
}

function missing(): InvalidInputError {
  return new InvalidInputError("PASSPHRASE_MISSING", "This wallet needs its passphrase.", {
    hints: ["Name a file that holds it with --passphrase-file, or give it on standard input."],
  });
}
