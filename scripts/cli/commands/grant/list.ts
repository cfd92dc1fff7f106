import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { type OwnGrant, ownGrants } from "../../lib/ownGrants.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const listCommand = defineCommand({
  usage: "list",
  summary: "what you have shared, with whom, until when and how often it was used",
  options: [["--active", "only what holds at the moment"]],
  input: z.strictObject({ active: z.boolean().default(false) }),
  example: "grant list --active",
  async run(cli, { active }) {
    const acting = await openPerson(cli, "patient");
    const grants = (await ownGrants(acting)).filter(({ state }) => !active || state === "holds");
    return {
      data: {
        grants: grants.map(({ entry, state, note }) => ({ ...entry, state, about: note })),
      },
      text:
        grants.length === 0
          ? "You share nothing. Give a grant with: npx medlattice grant give --record <id> --to <doctor> --until 30d"
          : table(["GRANT", "STATE", "TO", "WHAT", "UNTIL", "USED"], grants.map(rowOf)),
    };
  },
});

function rowOf({ entry, state, note }: OwnGrant): readonly string[] {
  const { grantId, notAfter, used, maxUses } = entry;
  const limit = maxUses === null || maxUses === 0 ? "" : ` of ${maxUses}`;
  return [
    shortId(grantId),
    state,
    note?.granteeName ?? "given from another device",
    note === null ? "–" : note.recordId === null ? `category ${note.category}` : note.title,
    notAfter === null ? "–" : localTime(notAfter),
    `${used}${limit}`,
  ];
}
