import { InvalidInputError } from "@medlattice/sdk/errors";
import { policyUri, presetPolicies } from "@medlattice/sdk/fields";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { writeOutput } from "../../lib/files.ts";

export const showCommand = defineCommand({
  usage: "show <policy>",
  summary: "what a policy lets amendments touch, and its public document",
  options: [["--out <file>", "where to write the document, byte for byte; - for standard output"]],
  input: z.strictObject({ policy: z.string(), out: z.string().optional() }),
  example: "policy show results --out results.json",
  async run(_cli, { policy: key, out }) {
    const presets = await presetPolicies();
    const found = presets.find((each) => each.key === key);
    if (found === undefined) throw unknown(presets.map((each) => each.key ?? ""));
    const { document, policy, stored } = found;
    const uri = await policyUri(stored.bytes);
    const data = { ...document, key, uri };
    if (out === "-") return { data, text: "", raw: stored.bytes };
    if (out !== undefined) await writeOutput(out, stored.bytes);
    return {
      data,
      text: [
        `${document.name}: ${document.summary}`,
        `Root   ${policy.root}`,
        `Name   ${uri}`,
        ...(document.classes.length === 0 ? ["It allows nothing."] : ["It allows:"]),
        ...document.classes.map((name) => `  ${name}`),
      ].join("\n"),
    };
  },
});

function unknown(keys: readonly string[]): InvalidInputError {
  return new InvalidInputError("POLICY_UNKNOWN", "No policy of this name is known here.", {
    hints: [`There are: ${keys.join(", ")}.`],
  });
}
