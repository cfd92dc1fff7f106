import { advanceCeremony, beginCustody } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openOfficer } from "../../lib/custody.ts";
import { findColleague } from "../../lib/people.ts";
import { listed, shortId } from "../../lib/text.ts";

export const beginCommand = defineCommand({
  usage: "begin",
  summary: "begin a key that officers hold together, and take part in it",
  detail:
    "Officers are managers of the institution. Nothing changes before `custody register`: until then the present key goes on.",
  options: [
    [
      "--officers <names>",
      "managers by name or pseudonym, separated by commas, yourself among them",
      "required",
    ],
    ["--threshold <number>", "how many of them sign, at least two", "required"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({
    officers: z.string(),
    threshold: z.coerce.number().int().min(2).max(16),
    chain: z.string().optional(),
  }),
  example: 'custody begin --threshold 2 --officers "Omar Haddad,Ines Roth,Tariq Aziz"',
  async run(cli, { officers: named, threshold, chain }) {
    const acting = await openOfficer(cli, chain);
    const { officer } = acting;
    const own = officer.person.pseudonymOn(officer.chainId).personId;
    const words = named.split(",").map((word) => word.trim());
    const found = await Promise.all(
      words.map(async (who) => {
        if (who === acting.profile.name || who === own) return { personId: own, name: acting.profile.name };
        const known = acting.managers.filter(({ name, isActive }) => isActive && name === who);
        const [only] = known;
        if (only !== undefined && known.length === 1) return { personId: only.personId, name: who };
        return await findColleague(acting, officer.chainId, who);
      }),
    );
    const chosen = found.map(({ personId }) => personId);
    const { ceremony } = await beginCustody(officer, { threshold, officers: chosen });
    if (chosen.includes(own)) await advanceCeremony(officer, ceremony);
    return {
      data: { ceremony, threshold, officers: chosen },
      text: [
        `A key for ${threshold} of ${listed(found.map(({ name }) => name))} is begun: ${shortId(ceremony)}`,
        "Each of them now runs, more than once until it is done: npx medlattice custody continue",
      ].join("\n"),
    };
  },
});
