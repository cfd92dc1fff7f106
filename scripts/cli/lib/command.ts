import { InvalidInputError } from "@medlattice/sdk/errors";
import { Command } from "commander";
import type { z } from "zod";
import { COMMON_NAMES, COMMON_OPTIONS, type CommonOptions, commonOptions } from "./commonOptions.ts";
import { confirm } from "./prompt.ts";
import { canAsk, type Terminal } from "./terminal.ts";

/** What a command has to say: the same facts for a program and for a person. */
export interface Answer {
  /** Members of the JSON object beside `ok`. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** In place of the text: bytes the person asked to have on standard output. */
  readonly raw?: Uint8Array;
  /** The JSON object is the data alone, as another format demands; `silent`: nothing, for all has been written already. */
  readonly isBare?: boolean | "silent";
}

/** What a command works with. */
export interface Cli extends CommonOptions {
  readonly terminal: Terminal;
  /** Passphrases given during this command, by folder: nobody is asked twice. */
  readonly passphrases: Map<string, string>;
  /** Progress and advice; goes to standard error, so that the answer stays alone on standard output. */
  note(text: string): void;
  /**
   * Asks before something that takes access away or cannot be undone.
   * @param choice.whenNobodyIsThere refuses unless `--yes` or `--json` was given; `go on` for what was asked for in every detail
   */
  confirm(question: string, choice?: { readonly whenNobodyIsThere: "refuse" | "go on" }): Promise<void>;
}

/** An option: its flags, what it is, and whether the command cannot do without it. */
export type OptionSpec = readonly [flags: string, description: string, need?: "required"];

export interface CommandSpec<Input extends z.ZodType> {
  /** With its arguments: `confirm <id>`. */
  readonly usage: string;
  readonly summary: string;
  /** What is worth knowing beyond the summary; shown by `--help`. */
  readonly detail?: string;
  readonly options?: readonly OptionSpec[];
  /** Arguments and options by their names. */
  readonly input: Input;
  /** Without `npx medlattice`. */
  readonly example: string;
  readonly run: (cli: Cli, input: z.infer<Input>) => Promise<Answer>;
}

/** A command as a group takes it: its input is its own affair. */
export type CommandDefinition = (terminal: Terminal) => Command;

/** Makes a commander command of a description. */
export function defineCommand<Input extends z.ZodType>(spec: CommandSpec<Input>): CommandDefinition {
  return (terminal) => {
    const [name = "", ...args] = spec.usage.split(" ");
    const command = new Command(name).description(spec.summary).allowExcessArguments(false);
    for (const argument of args) command.argument(argument);
    for (const [flags, description, need] of spec.options ?? []) {
      if (need === "required") command.requiredOption(flags, description);
      else command.option(flags, description);
    }
    command.optionsGroup("Options of every command:");
    for (const [flags, description] of COMMON_OPTIONS) command.option(flags, description);
    if (spec.detail !== undefined) command.addHelpText("after", `\n${spec.detail}`);
    command.addHelpText("after", `\nExample:\n  npx medlattice ${spec.example}`);
    return command.action(async () => {
      const cli = createCli(command, terminal);
      const answer = await spec.run(cli, parseInput(command, spec.input));
      terminal.output.write(render(answer, cli.json));
    });
  };
}

function createCli(command: Command, terminal: Terminal): Cli {
  const common = commonOptions(command.opts());
  return {
    ...common,
    terminal,
    passphrases: new Map(),
    note: (text) => {
      terminal.errors.write(`${text}\n`);
    },
    confirm: async (question, { whenNobodyIsThere } = { whenNobodyIsThere: "refuse" }) => {
      if (whenNobodyIsThere === "go on" && !canAsk(terminal)) return;
      await confirm(terminal, question, common);
    },
  };
}

/** @throws InvalidInputError `OPTION_INVALID` naming the option */
function parseInput<Input extends z.ZodType>(command: Command, schema: Input): z.infer<Input> {
  const names = command.registeredArguments.map((argument) => argument.name());
  const args: [string, unknown][] = names.map((name, index) => [name, command.processedArgs[index]]);
  const options: [string, unknown][] = Object.entries(command.opts());
  const given = [...options.filter(([name]) => !COMMON_NAMES.has(name)), ...args];
  const parsed = schema.safeParse(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? "");
  const shown = names.includes(name) ? `<${name}>` : flagOf(command, name);
  throw new InvalidInputError("OPTION_INVALID", `${shown} is wrong: ${issue?.message ?? "unreadable"}.`, {
    hints: [`npx medlattice ${pathOf(command)} --help shows what it takes.`],
    facts: { option: shown },
  });
}

function flagOf(command: Command, name: string): string {
  return command.options.find((option) => option.attributeName() === name)?.long ?? name;
}

function pathOf(command: Command): string {
  const parent =
    command.parent?.parent === null || command.parent === null ? "" : `${command.parent.name()} `;
  return `${parent}${command.name()}`;
}

function render({ data, text, raw, isBare = false }: Answer, json: boolean): string | Uint8Array {
  if (isBare === "silent") return "";
  if (json && isBare) return `${JSON.stringify(data)}\n`;
  if (json) return `${JSON.stringify({ ok: true, ...data })}\n`;
  return raw ?? `${text}\n`;
}
