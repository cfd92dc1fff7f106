import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MedLatticeError } from "@medlattice/sdk/errors";
import {
  type CheckedRecord,
  checkKeptRecords,
  keepOwnRecords,
  readKeptRecords,
  rootsFromNodes,
  rootsOf,
  writeKeptRecords,
} from "@medlattice/sdk/light";
import { writeDurably } from "@medlattice/sdk/node";
import { ownIdentities } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { fromCaller, readInput } from "../../lib/files.ts";
import { organizationName } from "../../lib/network.ts";
import { urlList } from "../../lib/nodes.ts";
import { type ActingPerson, openPerson, privatePseudonyms } from "../../lib/openPerson.ts";
import { counted, shortId, table } from "../../lib/text.ts";
import { localTime, nowSeconds } from "../../lib/time.ts";

const NODES = "nodes of the consortium chain, with commas between them: those that answer must agree";

export const keepCommand = defineCommand({
  usage: "keep",
  summary: "keep your own records' evidence here, with the way of each to the consortium's roots",
  detail:
    "The lightweight client: asks your institution and the health authority, checks what they tell against the roots on chain, and keeps what holds in\n" +
    "your profile's folder. What was kept is not forgotten when an oracle leaves it out, is away, or lies. Repeat it when there is something new.",
  options: [
    ["--nodes <urls>", NODES],
    ["--chain <name>", "only at the institution with this chain"],
  ],
  input: z.strictObject({ nodes: urlList.optional(), chain: z.string().optional() }),
  example: "record keep",
  async run(cli, { nodes, chain }) {
    const acting = await openPerson(cli, "patient");
    const kept = [];
    for (const { chainId } of privatePseudonyms(acting, chain)) {
      const file = fileOf(acting, chainId);
      const before = existsSync(file) ? { kept: readKeptRecords(await readFile(file)) } : {};
      const outcome = await keepOwnRecords(acting.person, {
        chainId,
        ...before,
        roots: rootsFromNodes(acting.network, nodes),
        now: nowSeconds(),
      });
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeDurably(file, Buffer.from(writeKeptRecords(outcome.kept)));
      for (const { organization, recordId, error } of outcome.problems) {
        const about = recordId === null ? "" : ` about ${shortId(recordId)}`;
        cli.note(
          `${organizationName(acting.network, organization) ?? "An oracle"}${about}: ${error.message}`,
        );
      }
      kept.push({
        chainId,
        file,
        records: outcome.kept.records.length,
        problems: outcome.problems.map(({ organization, recordId, error }) => ({
          organization,
          recordId,
          code: error.code,
        })),
      });
    }
    return {
      data: { kept },
      text: kept
        .map(
          ({ chainId, file, records }) =>
            `${counted(records, "record")} on ${acting.names.chain(chainId)}, in ${file}`,
        )
        .join("\n"),
    };
  },
});

export const checkKeptCommand = defineCommand({
  usage: "check-kept [file]",
  summary: "check what you keep of your own records against the roots on chain, or without any node",
  detail:
    "No oracle is asked. Without a file all that record keep has kept. Exit code 1 when something does not hold; --offline takes the roots as they\n" +
    "were when they were kept.",
  options: [
    ["--nodes <urls>", NODES],
    ["--offline", "ask no node"],
    ["--chain <name>", "only at the institution with this chain"],
  ],
  input: z.strictObject({
    file: z.string().optional(),
    nodes: urlList.optional(),
    offline: z.boolean().optional(),
    chain: z.string().optional(),
  }),
  example: "record check-kept --nodes http://127.0.0.1:8500",
  async run(cli, { file, nodes, offline, chain }) {
    const acting = await openPerson(cli, "patient");
    const files =
      file === undefined
        ? privatePseudonyms(acting, chain).map(({ chainId }) => fileOf(acting, chainId))
        : [fromCaller(file)];
    const identities = await ownIdentities(acting.person);
    const found: (CheckedRecord & { readonly chainId: number; readonly keptAt: number })[] = [];
    for (const each of file === undefined ? files.filter((path) => existsSync(path)) : files) {
      const kept = readKeptRecords(await readInput(each));
      const roots = offline === true ? rootsOf(kept) : rootsFromNodes(acting.network, nodes);
      const checked = await checkKeptRecords(kept, { network: acting.network, roots, identities });
      found.push(...checked.map((record) => ({ ...record, chainId: kept.chainId, keptAt: kept.keptAt })));
    }
    const broken = found.filter(({ status }) => status === "broken");
    if (broken.length > 0) {
      throw new MedLatticeError(
        "KEPT_RECORDS_BROKEN",
        `${counted(broken.length, "kept record")} do not hold.`,
        {
          hints: broken.map(({ recordId, problem }) => `${shortId(recordId)}: ${problem?.message ?? ""}`),
          facts: { broken: broken.length, code: broken[0]?.problem?.code ?? "" },
        },
      );
    }
    return {
      data: {
        records: found.map(({ problem: _none, ...record }) => record),
      },
      text:
        found.length === 0
          ? "Nothing is kept yet: npx medlattice record keep"
          : table(
              ["RECORD", "ON", "REGISTERED AS", "CONSORTIUM", "KNOWN UP TO"],
              found.map(({ recordId, chainId, version, status, items, keptAt }) => [
                shortId(recordId),
                acting.names.chain(chainId),
                `version ${version}`,
                status === "posted" ? `batch ${items.map(({ sequence }) => sequence).join(", ")}` : "waiting",
                localTime(keptAt),
              ]),
            ),
    };
  },
});

function fileOf({ folder }: ActingPerson, chainId: number): string {
  return join(folder, "kept", `${chainId}.json`);
}
