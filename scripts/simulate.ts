// `npm run simulate -- committee [--seed 1] [--out FOLDER] [--json]`: committees of 50 to 500 stations, drawn and voting, and a report with
// charts. The same seed gives the same report, but for the times that this machine takes for real signatures.
import { mkdir, writeFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { initCrypto } from "@medlattice/sdk/crypto";
import {
  type CommitteeModel,
  type CommitteeSimulation,
  DEFAULT_MODEL,
  renderReport,
  simulateCommittee,
} from "../network/simulate/committee/index.ts";
import { table } from "./cli/lib/text.ts";
import { projectRoot } from "./lib/run.ts";
import { createReporter } from "./start/reporter.ts";

const USAGE = `npm run simulate -- committee [OPTIONS]

  --seed N         another run (1)
  --stations LIST  numbers of stations (${DEFAULT_MODEL.stations.join()})
  --expected LIST  expected seats (${DEFAULT_MODEL.expected.join()})
  --epochs N       drawn for each number of stations (${DEFAULT_MODEL.epochs})
  --silent SHARE   of the tokens, whose holders say nothing (${DEFAULT_MODEL.silentShare})
  --out FOLDER     where report and data go (.medlattice/simulations)
  --json           the data on standard output, too
`;
const { values, positionals } = parseArgs({
  options: {
    seed: { type: "string", default: String(DEFAULT_MODEL.seed) },
    stations: { type: "string", default: DEFAULT_MODEL.stations.join() },
    expected: { type: "string", default: DEFAULT_MODEL.expected.join() },
    epochs: { type: "string", default: String(DEFAULT_MODEL.epochs) },
    silent: { type: "string", default: String(DEFAULT_MODEL.silentShare) },
    out: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
if (values.help) process.stdout.write(USAGE);
else if (positionals.join() !== "committee") refuse("What is to be simulated? There is: committee");
else await simulate(readModel());

async function simulate(model: CommitteeModel): Promise<void> {
  await initCrypto();
  const simulation = await createReporter(process.stderr).step(
    "committee",
    `Committees of ${model.stations.join(", ")} stations, seed ${model.seed}`,
    async (detail) => simulateCommittee(model, detail),
  );
  const folder =
    values.out === undefined ? join(projectRoot, ".medlattice", "simulations") : fromCaller(values.out);
  await mkdir(folder, { recursive: true });
  const [page, data] = ["html", "json"].map((kind) => join(folder, `committee-${model.seed}.${kind}`));
  const json = `${JSON.stringify(simulation, undefined, 2)}\n`;
  await writeFile(page ?? "", renderReport(simulation));
  await writeFile(data ?? "", json);
  process.stdout.write(values.json ? json : `${summary(simulation)}\n\nReport: ${page}\nData:   ${data}\n`);
}

function summary({ cases }: CommitteeSimulation): string {
  const rows = cases.map((each) => [
    String(each.stations),
    String(each.expected),
    each.members.mean.toFixed(0),
    `${each.seats.least}–${each.seats.most}`,
    `${(100 * each.reached).toFixed(0)} %`,
    each.collectedMs.median.toFixed(0),
    each.finalMs.median.toFixed(0),
    each.messages.mean.toFixed(0),
  ]);
  const heads = [
    "STATIONS",
    "EXPECTED",
    "MEMBERS",
    "SEATS",
    "REACHED",
    "COLLECTED MS",
    "FINAL MS",
    "MESSAGES",
  ];
  return table(heads, rows);
}

function readModel(): CommitteeModel {
  const silentShare = Number(values.silent);
  if (!(silentShare >= 0.01 && silentShare <= 0.9))
    refuse(`--silent is from 0.01 to 0.9, not “${values.silent}”`);
  return {
    ...DEFAULT_MODEL,
    seed: whole("seed", values.seed, 0, 2 ** 32 - 1),
    stations: list("stations", values.stations, 2, 5_000),
    expected: list("expected", values.expected, 1, 1_000),
    epochs: whole("epochs", values.epochs, 1, 1_000),
    silentShare,
  };
}

function list(name: string, text: string, least: number, most: number): readonly number[] {
  const numbers = text.split(",").map((each) => whole(name, each, least, most));
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return value;
  return refuse(`--${name} takes whole numbers from ${least} to ${most}, not “${text}”`);
}

function fromCaller(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env["MEDLATTICE_CALLER_DIR"] ?? process.cwd(), path);
}

function refuse(problem: string): never {
  process.stderr.write(`${problem}.\n\n${USAGE}`);
  process.exit(2);
}
