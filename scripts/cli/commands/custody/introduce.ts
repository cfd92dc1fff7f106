import { introduceToManagers } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openOfficer } from "../../lib/custody.ts";

export const introduceCommand = defineCommand({
  usage: "introduce",
  summary: "tell the other managers what you are called, so that they can choose you by name",
  options: [
    ["--name <name>", "default: the name of your profile"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({ name: z.string().optional(), chain: z.string().optional() }),
  example: "custody introduce",
  async run(cli, { name, chain }) {
    const acting = await openOfficer(cli, chain);
    const said = name ?? acting.profile.name;
    await introduceToManagers(acting.officer, said);
    return { data: { name: said }, text: `The other managers now know you as ${said}.` };
  },
});
