import { auditNetwork, type BatchAudit, type PostedBatch } from "@medlattice/network/audit";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { consortiumOf, type NetworkDescription } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../lib/command.ts";
import { nodesNamed } from "../lib/nodes.ts";
import { openPerson } from "../lib/openPerson.ts";
import { counted, table } from "../lib/text.ts";

export const auditCommand = defineCommand({
  usage: "audit",
  summary: "compare every batch of summaries with the private chains themselves, by your own nodes",
  detail:
    "What the health authority does all the time (docs/bridge.md). It reads the chains from their beginning and believes only these nodes; files of batches\n" +
    "may come from any oracle. Private chains without a node of yours are not compared. Exit code 1 when something differs or is missing.",
  options: [
    [
      "--nodes <list>",
      "chain=url with commas between them; two of a chain at most. Default: those of the network",
    ],
  ],
  input: z.strictObject({ nodes: z.string().optional() }),
  example: "audit --nodes consortium=http://127.0.0.1:8500,hospital=http://127.0.0.1:8501",
  async run(cli, { nodes }) {
    const { network, person, names } = await openPerson(cli, "patient");
    const { audits, chains } = await auditNetwork({
      network,
      nodes: nodes === undefined ? nodesOf(network) : nodesNamed(network, nodes),
      dataOf: (batch) => dataOf(person, batch),
      onBatch: ({ sequence, status }) => cli.note(`Batch ${sequence}: ${status}`),
    });
    const wrong = audits.filter(({ status }) => status !== "sound");
    if (wrong.length > 0) {
      throw new MedLatticeError(
        "AUDIT_NOT_SOUND",
        `Of ${counted(audits.length, "batch", "batches")}, ${wrong.length} cannot be relied on.`,
        {
          hints: wrong.flatMap((audit) => inWords(audit, (chainId) => names.chain(chainId))),
          facts: {
            differ: wrong.filter(({ status }) => status === "differs").length,
            open: wrong.filter(({ status }) => status === "open").length,
          },
        },
      );
    }
    const unfollowed = audits.reduce((sum, audit) => sum + audit.unfollowed, 0);
    return {
      data: { batches: audits.length, unfollowed, chains },
      text: [
        `${counted(audits.length, "batch", "batches")}, all as the chains have it.`,
        ...(unfollowed === 0
          ? []
          : [`${counted(unfollowed, "section")} of chains without a node were not compared.`]),
        "",
        table(
          ["CHAIN", "ITEMS", "IN THE INBOX"],
          chains.map(({ chainId, items, posted }) => [names.chain(chainId), `${items}`, `${posted}`]),
        ),
      ].join("\n"),
    };
  },
});

/** Of the consortium and all private chains, as the description names them. */
function nodesOf({ chains }: NetworkDescription): ReadonlyMap<number, readonly string[]> {
  return new Map(
    chains.flatMap(({ chainId, kind, rpcUrl }) => (kind === "public" ? [] : [[chainId, [rpcUrl]]])),
  );
}

/** From whoever has it: who posted the batch, then the providers; whether it is the right one the auditor sees. */
async function dataOf(person: Person, { batch, sequence }: PostedBatch): Promise<Uint8Array> {
  const { chainId } = consortiumOf(person.network);
  const holders = person.network.organizations
    .filter(
      ({ orgId, isProvider, oracleUrl }) => oracleUrl !== null && (isProvider || orgId === batch.authority),
    )
    .toSorted((a, b) => Number(b.orgId === batch.authority) - Number(a.orgId === batch.authority));
  for (const { orgId } of holders) {
    try {
      return await (await person.oracle(orgId, chainId)).summaries.data(sequence);
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
    }
  }
  throw new UnavailableError("AUDIT_DATA_MISSING", "Nobody who can be reached has the file of a batch.", {
    facts: { sequence },
  });
}

function inWords(
  { sequence, findings }: BatchAudit,
  chainName: (chainId: number) => string,
): readonly string[] {
  return findings.map(({ chainId, code, facts, isOpen }) => {
    const where = chainId === null ? "" : `, ${chainName(chainId)}`;
    const details = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
    return `Batch ${sequence}${where}: ${isOpen ? "not compared, " : ""}${[code, ...details].join(", ")}`;
  });
}
