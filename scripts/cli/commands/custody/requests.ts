import { custodyRequests } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openOfficer, requestText } from "../../lib/custody.ts";

export const requestsCommand = defineCommand({
  usage: "requests",
  summary: "corrections that officers are asked to permit",
  detail: "Which record, what kind of change, why and by which doctor; never what is in it.",
  options: [
    ["--all", "also those that are over"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({ all: z.boolean().default(false), chain: z.string().optional() }),
  example: "custody requests",
  async run(cli, { all, chain }) {
    const acting = await openOfficer(cli, chain);
    const found = await custodyRequests(acting.officer, all ? {} : { status: "open" });
    const blocks = found.map(
      (each) => `${each.entry.requestId}  ${each.entry.status}\n${requestText(acting, each)}`,
    );
    return {
      data: {
        requests: found.map(({ entry, words }) => ({
          requestId: entry.requestId,
          status: entry.status,
          words,
          decisions: entry.decisions.length,
          liars: entry.liars,
        })),
      },
      text: blocks.length === 0 ? "Nobody asks for anything." : blocks.join("\n\n"),
    };
  },
});
