import { setKeyPlan } from "@medlattice/sdk/node/profile";
import { finishRotation, rotateKeys } from "@medlattice/sdk/person";
import { z } from "zod";
import { requireCategory } from "../../lib/categories.ts";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";

const STEPS = {
  publish: "publishing the new keys",
  appointments: "giving doctors of open appointments the new keys",
  emergency: "dealing to the emergency key",
  grants: "dealing anew for running grants",
} as const;

export const rotateCommand = defineCommand({
  usage: "rotate",
  summary: "replace keys by new ones, after a device was lost or a grant should end for good",
  detail:
    "Records that exist stay under the old keys until `keys reseal` has come to them; running grants go on.\nA change that was interrupted is finished with --finish.",
  options: [
    ["--category <code...>", "replace the keys of these categories"],
    ["--all-categories", "replace the keys of all categories"],
    ["--receive", "replace the key that others grant and write to"],
    ["--finish", "do what is left of an interrupted change"],
  ],
  input: z.strictObject({
    category: z.array(z.string()).default([]),
    allCategories: z.boolean().default(false),
    receive: z.boolean().default(false),
    finish: z.boolean().default(false),
  }),
  example: "keys rotate --category laboratory",
  async run(cli, { category, allCategories, receive, finish }) {
    const acting = await openPerson(cli, "patient");
    const own = acting.profile.keyPlan.categories.map(({ code }) => code);
    const categories = allCategories ? own : [...new Set(category)].map((code) => requireCategory(code, own));
    const onProgress = (step: keyof typeof STEPS, chainId: number): void =>
      cli.note(`${STEPS[step]} (chain ${chainId})`);
    const { person, redealt } = finish
      ? { person: acting.person, redealt: await finishRotation(acting.person, { onProgress }) }
      : await rotateKeys(acting.person, {
          categories,
          receive,
          keep: async (keyPlan) => void (await setKeyPlan(acting.folder, keyPlan)),
          onProgress,
        });
    return {
      data: { keyPlan: person.keyPlan, redealt: redealt.map(({ grantId }) => grantId) },
      text: [
        "The new keys are published.",
        `Grants that go on under them: ${redealt.length}.`,
        ...(own.length === 0 ? [] : ["Put your records under them with: npx medlattice keys reseal"]),
      ].join("\n"),
    };
  },
});
