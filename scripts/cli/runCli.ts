import { Command } from "commander";
import { COMMANDS, type Group } from "./commands/index.ts";
import { type ExitCode, exitCodeOf, inWords, toMedLatticeError } from "./lib/explain.ts";
import { InvalidFhirError } from "@medlattice/sdk/fhir";
import type { Terminal } from "./lib/terminal.ts";

const INTRODUCTION = `Patients hold the keys to their records and sign who may read what.

Start the network first (npm start), then for example:
  npx medlattice network                        who takes part
  npx medlattice record list                    the sample patient's records
  npx medlattice grant give --record 0x1a2b --to "Wu Jian" --until 30d
  npx medlattice usage                          who has read what`;

/** Runs one command line; never throws and never ends the process. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync([...args], { from: "user" });
    return 0;
  } catch (thrown) {
    if (isHelp(thrown)) return 0;
    const error = toMedLatticeError(thrown);
    const exitCode = exitCodeOf(error);
    terminal.errors.write(`${inWords(error)}\n`);
    if (args.includes("--json")) {
      const { code, message, hints, facts } = error;
      const problems = error instanceof InvalidFhirError ? { problems: error.problems } : {};
      terminal.output.write(
        `${JSON.stringify({ ok: false, error: { code, message, hints, facts, ...problems } })}\n`,
      );
    }
    return exitCode;
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command("medlattice").description(INTRODUCTION);
  for (const each of COMMANDS) {
    program.addCommand(typeof each === "function" ? each(terminal) : createGroup(each, terminal));
  }
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap((group) => group.commands),
  ])
    quieten(command, terminal);
  return program;
}

function createGroup({ name, summary, commands, otherwise }: Group, terminal: Terminal): Command {
  const group = new Command(name).description(summary);
  for (const define of commands) {
    const command = define(terminal);
    group.addCommand(command, { isDefault: command.name() === otherwise });
  }
  return group;
}

/** Commander writes through the terminal and throws instead of ending the process; errors are told by `runCli`. */
function quieten(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => void terminal.output.write(text),
      writeErr: (text) => void terminal.output.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.output.columns ?? 100,
    });
}

function isHelp(thrown: unknown): boolean {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : "";
  return code === "commander.helpDisplayed" || code === "commander.help" || code === "commander.version";
}
