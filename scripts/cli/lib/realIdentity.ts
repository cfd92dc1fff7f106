import { type RealIdentity, realIdentitySchema } from "@medlattice/sdk/enrolment";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { Cli } from "./command.ts";
import { readJsonInput } from "./files.ts";
import { ask } from "./prompt.ts";
import { canAsk } from "./terminal.ts";

const REGISTER = "urn:example:national-register";

/**
 * The identity a manager has verified: from a file, else asked for. It never stands on the command line, where other users of the
 * machine could read it.
 *
 * @throws InvalidInputError `IDENTITY_NEEDED` | `IDENTITY_INVALID`
 */
export async function readRealIdentity(
  { terminal }: Cli,
  file: string | undefined,
  isDevice: boolean,
): Promise<RealIdentity> {
  if (file === undefined && !canAsk(terminal)) {
    throw new InvalidInputError(
      "IDENTITY_NEEDED",
      "The verified identity is needed, and nobody can be asked.",
      {
        hints: ["Name a JSON file with --identity; --help shows its form."],
      },
    );
  }
  const question = async (text: string): Promise<string> => (await ask(terminal, `${text}: `)).trim();
  const id = async () => ({
    system: (await question(`Register that gave the number [${REGISTER}]`)) || REGISTER,
    value: await question("Number in that register"),
  });
  if (file !== undefined) return requireIdentity(await readJsonInput(file));
  if (isDevice) {
    const [manufacturer, model] = [await question("Manufacturer"), await question("Model")];
    return requireIdentity({ kind: "device", manufacturer, model, id: await id() });
  }
  return requireIdentity({
    kind: "person",
    familyName: await question("Family name"),
    givenNames: await question("Given names"),
    birthDate: await question("Date of birth (YYYY-MM-DD)"),
    id: await id(),
  });
}

/** Names the member that is wrong and never its value. */
function requireIdentity(value: unknown): RealIdentity {
  const parsed = realIdentitySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const member = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new InvalidInputError(
    "IDENTITY_INVALID",
    `The identity is not complete: “${member || "kind"}” is wrong.`,
    {
      hints: ["npx medlattice enrol identify --help shows the form of the file."],
      facts: { member },
    },
  );
}
