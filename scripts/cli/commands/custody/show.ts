import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { ceremonyOf, namesOf, openOfficer } from "../../lib/custody.ts";
import { listed, shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const showCommand = defineCommand({
  usage: "show",
  summary: "who holds the institution's trapdoor: one key, or officers together; and keys being made",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "custody show",
  async run(cli, { chain }) {
    const acting = await openOfficer(cli, chain);
    const [state, ceremonies] = await Promise.all([
      acting.oracle.custody.state(),
      acting.oracle.custody.ceremonies(),
    ]);
    const { officers } = state;
    const who =
      officers === null
        ? state.mode === "single"
          ? "One key in one place: whoever has the file can prepare corrections alone."
          : "No key is registered."
        : `Officers, ${officers.threshold} of ${officers.officers.length}: ${listed(officers.officers.map((id) => acting.names.person(id)))}.`;
    const rows = ceremonies.map((entry) => {
      const ceremony = ceremonyOf(entry);
      const all = ceremony.officers.map((_, position) => position + 1);
      return [
        shortId(entry.ceremony),
        entry.liar === null
          ? entry.status
          : `${entry.status}: ${namesOf(acting, ceremony, [entry.liar]).join()} lied`,
        `${ceremony.threshold} of ${listed(namesOf(acting, ceremony, all))}`,
        localTime(entry.createdAt),
      ];
    });
    return {
      data: { ...state, ceremonies },
      text: rows.length === 0 ? who : `${who}\n\n${table(["KEY", "STATE", "OFFICERS", "BEGUN"], rows)}`,
    };
  },
});
