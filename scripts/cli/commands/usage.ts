import type { UsageEntry } from "@medlattice/sdk/client";
import { everyItem, homeOracle } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../lib/command.ts";
import { enrolledChains } from "../lib/enrolledChains.ts";
import { learnNames } from "../lib/learnNames.ts";
import { type ActingPerson, openPerson } from "../lib/openPerson.ts";
import { shortId, table } from "../lib/text.ts";
import { localTime } from "../lib/time.ts";

export const usageCommand = defineCommand({
  usage: "usage",
  summary: "who has read which of your records; as a doctor, what you have read",
  detail: "From the usage ledgers of every chain you are on: nothing can be opened without an entry there.",
  input: z.strictObject({}),
  example: "usage",
  async run(cli) {
    const acting = await openPerson(cli, "patient");
    const side = acting.profile.role === "Patient" ? "sender" : "receiver";
    const entries = await usageOf(acting, side);
    await learnNames(acting);
    const rows = entries.map(({ time, reader, grantor, recordId, grantId, use, chainId }) => [
      localTime(time),
      acting.names.person(side === "sender" ? reader : grantor),
      shortId(recordId),
      shortId(grantId),
      String(use),
      acting.names.chain(chainId),
    ]);
    const empty =
      side === "sender"
        ? "Nobody has opened any of your records."
        : "You have opened no record of another. What was shared with you: npx medlattice grant received";
    return {
      data: { usage: entries },
      text:
        rows.length === 0
          ? empty
          : table(["WHEN", side === "sender" ? "WHO" : "WHOSE", "RECORD", "GRANT", "USE", "LEDGER"], rows),
    };
  },
});

async function usageOf(acting: ActingPerson, as: "sender" | "receiver"): Promise<readonly UsageEntry[]> {
  const lists = await Promise.all(
    (await enrolledChains(acting)).map(async (chainId) => {
      const oracle = await homeOracle(acting.person, chainId);
      return await everyItem((page: { readonly cursor?: string }) => oracle.records.usage({ as, ...page }));
    }),
  );
  return lists.flat().toSorted((a, b) => b.time - a.time);
}
