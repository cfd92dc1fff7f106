import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { correctionJson, correctionsOf } from "../../lib/corrections.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { sideOf } from "../../lib/records.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const listCommand = defineCommand({
  usage: "list",
  summary: "corrections of your records, or those you handed in",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "corrections list",
  async run(cli, { chain }) {
    const acting = await openPerson(cli, "patient");
    const found = await correctionsOf(acting, { chain, as: sideOf(acting) });
    const corrections = found.map(correctionJson);
    const rows = corrections.map(({ correctionHash, recordId, version, kind, reason, status, createdAt }) => [
      shortId(correctionHash),
      shortId(recordId),
      String(version),
      kind,
      reason,
      status,
      localTime(createdAt),
    ]);
    return {
      data: { corrections },
      text:
        rows.length === 0
          ? "No corrections."
          : table(["Correction", "Record", "Version", "Kind", "Reason", "State", "Handed in"], rows),
    };
  },
});
