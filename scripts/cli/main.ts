// `npx medlattice …`, started by boot.mjs under the project's own Node.
import { processTerminal } from "./lib/terminal.ts";
import { runCli } from "./runCli.ts";

process.exitCode = await runCli(process.argv.slice(2), processTerminal);
