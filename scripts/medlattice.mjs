#!/usr/bin/env node
// `npx medlattice …`: the command line, started under the project's own Node.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.argv.splice(2, 0, join("scripts", "cli", "main.ts"));
await import(join(dirname(fileURLToPath(import.meta.url)), "boot.mjs"));
