#!/usr/bin/env node
// A `solc` for tools that want a program: the compiler that npm installed, asked by standard JSON. Answers `--version`
// and `--standard-json`; imports are read below the working folder.
import { readFileSync } from "node:fs";
import solc from "solc";

if (process.argv.includes("--version")) {
  process.stdout.write(`solc, the solidity compiler\nVersion: ${solc.version()}\n`);
} else {
  const input = JSON.parse(readFileSync(0, "utf8"));
  for (const [path, source] of Object.entries(input.sources))
    if (source.content === undefined) input.sources[path] = { content: readFileSync(path, "utf8") };
  input.settings.evmVersion = "prague";
  process.stdout.write(solc.compile(JSON.stringify(input), { import: read }));
}

function read(path) {
  try {
    return { contents: readFileSync(path, "utf8") };
  } catch {
    return { error: `There is no ${path}.` };
  }
}
