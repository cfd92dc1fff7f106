// `npx medlattice …`, started by boot.mjs under the project's own Node.
import { inWords, toMedLatticeError } from "./lib/explain.ts";
import { processTerminal } from "./lib/terminal.ts";
import { runCli } from "./runCli.ts";

// Whoever reads the output may stop reading: `medlattice record list | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.on("uncaughtException", (error) => {
  process.stderr.write(`${inWords(toMedLatticeError(error))}\n`);
  process.exit(1);
});

process.exitCode = await runCli(process.argv.slice(2), processTerminal);
