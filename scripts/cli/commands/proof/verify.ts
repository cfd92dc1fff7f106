import { InvalidInputError } from "@medlattice/sdk/errors";
import { type NetworkDescription, parseNetwork } from "@medlattice/sdk/network";
import { checkProof, type Proof } from "@medlattice/sdk/proof";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { readJsonInput } from "../../lib/files.ts";
import { loadNetwork } from "../../lib/network.ts";
import { readProofFile } from "../../lib/proofFile.ts";
import { provenInWords, unaskedInWords } from "../../lib/proofWords.ts";

const node = z.templateLiteral([z.int().min(1), "=", z.url({ protocol: /^https?$/ })]);

export const verifyCommand = defineCommand({
  usage: "verify <file>",
  summary: "check a proof file, offline unless nodes are named",
  detail:
    "Says as which version the record was registered and up to which height of its chain corrections are known, or that it is superseded; never just\n" +
    "that it is valid. A proof that does not hold is refused with the first link that breaks (exit code 1); a file that is none, with why (2).\n" +
    "What is believed beforehand is the network's description alone.",
  options: [
    ["--network <file>", "the network's description; default that of --state"],
    [
      "--rpc <chainid=url...>",
      "nodes to ask: of the public chain for the anchor, of the record's chain for the people",
    ],
  ],
  input: z.strictObject({
    file: z.string(),
    network: z.string().min(1).optional(),
    rpc: z.array(node, { error: "write CHAINID=URL, as 7199=http://127.0.0.1:8503" }).default([]),
  }),
  example: "proof verify proof.json --network network.json --rpc 7199=http://127.0.0.1:8503",
  async run(cli, { file, network: description, rpc }) {
    const proof = await readProofFile(file);
    const network =
      description === undefined
        ? await loadNetwork(cli.state)
        : parseNetwork(await readJsonInput(description));
    const verified = await checkProof(proof, { network, nodes: nodesOf(network, proof, rpc) });
    return {
      data: { ...verified },
      text: [...provenInWords(network, verified), ...unaskedInWords(verified)].join("\n"),
    };
  },
});

/** @throws InvalidInputError `NODE_NOT_NEEDED`: silence about a node that was not asked would look like an answer */
function nodesOf(
  network: NetworkDescription,
  { snapshot, anchor }: Proof,
  rpc: readonly string[],
): ReadonlyMap<number, string> {
  const chains = [snapshot.chain.chainId, anchor.chainId];
  const nodes = new Map<number, string>();
  for (const each of rpc) {
    const [chainId = "", ...url] = each.split("=");
    if (!chains.includes(Number(chainId))) {
      throw new InvalidInputError("NODE_NOT_NEEDED", `This proof says nothing of the chain ${chainId}.`, {
        hints: [`It is about ${chains.map((known) => nameOf(network, known)).join(" and ")}.`],
        facts: { chainId: Number(chainId) },
      });
    }
    nodes.set(Number(chainId), url.join("="));
  }
  return nodes;
}

function nameOf({ chains }: NetworkDescription, chainId: number): string {
  const name = chains.find((chain) => chain.chainId === chainId)?.name;
  return name === undefined ? String(chainId) : `${chainId} (${name})`;
}
