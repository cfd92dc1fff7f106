import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { findCeremony, openOfficer } from "../../lib/custody.ts";

export const cancelCommand = defineCommand({
  usage: "cancel <id>",
  summary: "give up a key that officers have not finished",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: z.strictObject({ id: z.string(), chain: z.string().optional() }),
  example: "custody cancel 0x1a2b",
  async run(cli, { id, chain }) {
    const acting = await openOfficer(cli, chain);
    const { ceremony } = await findCeremony(acting, id);
    await cli.confirm("Give this key up?");
    const { status } = await acting.oracle.custody.cancel(ceremony);
    return { data: { ceremony, status }, text: "Given up. The registered key is what it was." };
  },
});
