import { relative, resolve } from "node:path";
import type { Stack } from "@medlattice/network/stack";
import { projectRoot } from "../lib/run.ts";
import type { JobResult } from "./job.ts";

/** What a newcomer may want to try, with this network's own addresses. @param dapp where people open it */
export function nextSteps(stack: Stack, { recordId }: JobResult, dapp: string): string {
  const oracles = stack.network.organizations.flatMap(({ name, oracleUrl }) =>
    oracleUrl === null ? [] : [`  ${name.padEnd(20)} ${oracleUrl}/docs`],
  );
  const isDefault = stack.state.path === resolve(projectRoot, ".medlattice");
  const folder = relative(process.env["MEDLATTICE_CALLER_DIR"] ?? process.cwd(), stack.state.path);
  const state = isDefault ? "" : ` --state ${folder.startsWith("..") ? stack.state.path : folder}`;
  return [
    `Open ${dapp} in a browser. The demo wallet there plays the sample people.`,
    "",
    "The network is up. Stop it with Ctrl-C; its state stays.",
    "",
    "Or try in another terminal:",
    `  npx medlattice usage${state}`,
    `  npx medlattice record list${state}`,
    `  npx medlattice record read ${recordId.slice(0, 10)} --as patient --out record.json${state}`,
    `  npx medlattice grant give --record ${recordId.slice(0, 10)} --to Wu --until 7d${state}`,
    `  npx medlattice --help`,
    "",
    "Oracles and their interfaces:",
    ...oracles,
  ].join("\n");
}
