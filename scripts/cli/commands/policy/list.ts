import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { loadNetwork } from "../../lib/network.ts";
import { policiesOn, policyName } from "../../lib/policies.ts";
import { shortId, table } from "../../lib/text.ts";

export const listCommand = defineCommand({
  usage: "list",
  summary: "which policies of amendments the health authority accepts, and where",
  options: [["--chain <name>", "only on this chain"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "policy list",
  async run(cli, { chain }) {
    const found = await policiesOn(await loadNetwork(cli.state), chain);
    return {
      data: {
        policies: found.map(({ policyRoot, chainId, known, state, uri }) => ({
          policyRoot,
          chainId,
          key: known?.key ?? null,
          name: known?.document.name ?? null,
          state,
          uri,
        })),
      },
      text: table(
        ["POLICY", "NAME", "ROOT", "ON", "STATE"],
        found.map((each) => [
          each.known?.key ?? "–",
          policyName(each),
          shortId(each.policyRoot),
          each.chain,
          each.state,
        ]),
      ),
    };
  },
});
