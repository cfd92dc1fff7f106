import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The project's root folder, absolute. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

export interface RunResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end, showing its output as it comes and keeping it; never throws for a non-zero exit code. */
export async function run(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly quiet?: boolean;
    /** Added to this program's own. */
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<RunResult> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? projectRoot,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
  let output = "";
  for (const [stream, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
      if (options.quiet !== true) target.write(text);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve(exitCode ?? 1));
  });
  return { code, output };
}
