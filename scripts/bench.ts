// `npm run bench`: every figure the documents claim, measured here and printed as one table, each row beside what it is compared
// with. `npm run bench -- path record` runs some of it. A missed goal is said and is no failure; a row that cannot be measured is.
import { parseArgs } from "node:util";
import { initCrypto } from "@medlattice/sdk/crypto";
import type { BenchRow } from "../sdk/bench/row.ts";
import { groups } from "./bench/groups.ts";
import { describeMachine, lookAtMachine } from "./bench/machine.ts";
import { renderTable, summarize } from "./bench/table.ts";
import { createReporter } from "./start/reporter.ts";
import { explain } from "./start/outcome.ts";

const USAGE = `npm run bench -- [--json] [--full] [NAME…]\n\n${groups.map(({ name, label }) => `  ${name.padEnd(12)}${label}`).join("\n")}\n`;

const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !groups.some((group) => group.name === name));
if (values.help) {
  process.stdout.write(USAGE);
} else if (unknown !== undefined) {
  process.stderr.write(`There is no bench “${unknown}”.\n${USAGE}`);
  process.exitCode = 2;
} else {
  await measure();
}

async function measure(): Promise<void> {
  const machine = lookAtMachine();
  const reporter = createReporter(process.stderr);
  const rows: BenchRow[] = [];
  const failures: { readonly name: string; readonly reason: string }[] = [];
  await initCrypto();
  for (const group of groups) {
    if (positionals.length > 0 && !positionals.includes(group.name)) continue;
    try {
      rows.push(
        ...(await reporter.step(group.name, group.label, (detail) =>
          group.run(detail, { isFull: values.full }),
        )),
      );
    } catch (error) {
      const reason = explain(error).lines.join(" ");
      failures.push({ name: group.name, reason });
      reporter.line(`    ${reason}`);
      process.exitCode = 1;
    }
  }
  const found = machine();
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ machine: found, rows, failures }, undefined, 2)}\n`);
    return;
  }
  const missing = failures.map(({ name, reason }) => `Not measured: ${name}. ${reason}`);
  const parts = [describeMachine(found), "", renderTable(rows), "", summarize(rows), ...missing];
  process.stdout.write(`\n${parts.join("\n")}\n`);
}
