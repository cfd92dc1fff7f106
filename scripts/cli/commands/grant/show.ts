import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { ownGrants } from "../../lib/ownGrants.ts";
import { pickById } from "../../lib/pick.ts";
import { counted, listed, printable } from "../../lib/text.ts";
import { grantJson } from "./list.ts";

export const showCommand = defineCommand({
  usage: "show <grant>",
  summary: "one grant in the words you signed, and how it stands",
  input: z.strictObject({ grant: z.string() }),
  example: "grant show 0x1a2b",
  async run(cli, { grant }) {
    const acting = await openPerson(cli, "patient");
    const own = pickById(await ownGrants(acting), grant, {
      idOf: ({ entry }) => entry.grantId,
      noun: "grant",
      listCommand: "npx medlattice grant list shows them.",
    });
    const { summary, purpose, used, state, grantId } = grantJson(own);
    const shares =
      own.given?.proxies.map(({ organization }) => acting.names.organization(organization)) ?? [];
    return {
      data: {
        ...grantJson(own),
        sharesWith: own.given?.proxies.map(({ organization }) => organization) ?? [],
      },
      text: [
        printable(summary ?? "No copy of what was signed is left; the chain has only its salted hash."),
        ...(purpose === null ? [] : [`Purpose: ${printable(purpose)}`]),
        "",
        `Grant  ${grantId}`,
        `State  ${state}, used ${counted(used, "time")}`,
        ...(shares.length === 0 ? [] : [`Shares were dealt to ${listed(shares)}.`]),
      ].join("\n"),
    };
  },
});
