import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCast } from "@medlattice/network/people";
import { openStack } from "@medlattice/network/stack";
import { z } from "zod";
import { answerOf, failureOf, medlattice, type Outcome } from "../../scripts/cli/testing/medlattice.ts";

/** A whole network with the sample people, and the command line on it. */
export interface CommandLine {
  /** For files of the test. */
  readonly folder: string;
  readonly state: string;
  /** Everything that was printed so far, on both streams. */
  said(): string;
  /** Runs a command as a person reads it. @param line split at spaces; `more` is passed on as it is */
  tell(line: string, ...more: readonly string[]): Promise<Outcome>;
  /** Runs a command for a program that expects an answer of this shape; fails the test when it fails. */
  ask<T extends z.ZodRawShape>(
    shape: T,
    line: string,
    ...more: readonly string[]
  ): Promise<z.infer<z.ZodObject<T>>>;
  /** Runs a command that is to fail. @returns exit code and code of the error, and the whole of it */
  fail(line: string, ...more: readonly string[]): Promise<Failure>;
  /** Writes a file of the test. @returns its absolute path, which has no space in it */
  write(name: string, content: string): Promise<string>;
  stopNetwork(): Promise<void>;
  close(): Promise<void>;
}

export interface Failure {
  readonly outcome: readonly [exitCode: number, code: string];
  readonly error: ReturnType<typeof failureOf>;
}

export async function startCommandLine(): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), "medlattice-cli-"));
  const state = join(folder, "state");
  const stack = await openStack({
    stateFolder: state,
    reset: false,
    takeFreePorts: true,
    progress: async (_name, _label, work) => await work(),
    onEvent: () => undefined,
  });
  let isUp = true;
  let said = "";

  const stopNetwork = async (): Promise<void> => {
    if (!isUp) return;
    isUp = false;
    await stack.close();
  };
  const close = async (): Promise<void> => {
    await stopNetwork();
    await rm(folder, { recursive: true, force: true });
  };
  const tell = async (line: string, ...more: readonly string[]): Promise<Outcome> => {
    const outcome = await medlattice(line.split(" ").concat(more, "--state", state));
    said += outcome.printed + outcome.told;
    return outcome;
  };
  try {
    await openCast(stack, { onProgress: () => undefined });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    folder,
    state,
    said: () => said,
    tell,
    async ask(shape, line, ...more) {
      const outcome = await tell(line, ...more, "--json");
      if (outcome.exitCode !== 0) throw new Error(`medlattice ${line}: ${outcome.told}`);
      return z.object(shape).parse(answerOf(outcome, shape));
    },
    async fail(line, ...more) {
      const outcome = await tell(line, ...more, "--json");
      const error = failureOf(outcome);
      return { outcome: [outcome.exitCode, error.code], error };
    },
    async write(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    stopNetwork,
    close,
  };
}

/** 32 bytes, as ids are written. */
export const idSchema = z.string().regex(/^0x[0-9a-f]{64}$/);

/** Enough of an id to be unique. */
export function prefixOf(id: string): string {
  return id.slice(0, 12);
}
