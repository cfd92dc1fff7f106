import { z } from "zod";
import { createAddressBook } from "../../lib/addressBook.ts";
import { defineCommand } from "../../lib/command.ts";
import { loadNetwork } from "../../lib/network.ts";
import { findProfile, listProfiles } from "../../lib/profiles.ts";
import { table } from "../../lib/text.ts";

export const showCommand = defineCommand({
  usage: "show [who]",
  summary: "one profile: role, organisation and its pseudonym on each chain",
  detail:
    "A pseudonym is what others need to find you on that chain. Nobody can tell that two of them are one person.",
  input: z.strictObject({ who: z.string().optional() }),
  example: "profile show patient",
  async run(cli, { who }) {
    const network = await loadNetwork(cli.state);
    const known = await findProfile(cli.state, who ?? cli.as ?? "patient");
    const names = createAddressBook(network, await listProfiles(cli.state), known);
    const { name, role, organization, pseudonyms, keyPlan, keyring } = known.profile;
    const categories = keyPlan.categories.map(({ code }) => code);
    return {
      data: {
        key: known.key,
        folder: known.folder,
        name,
        role,
        organization,
        pseudonyms: pseudonyms.map(({ chainId, personId }) => ({ chainId, personId })),
        categories,
        keyWraps: keyring.wraps.map(({ kind }) => kind),
      },
      text: [
        `${name}, ${role.toLowerCase()} of ${names.organization(organization)}`,
        `Kept in ${known.folder}`,
        "",
        pseudonyms.length === 0
          ? "Not enrolled on any chain yet. Begin with: npx medlattice enrol request"
          : table(
              ["CHAIN", "PSEUDONYM"],
              pseudonyms.map(({ chainId, personId }) => [names.chain(chainId), personId]),
            ),
        ...(categories.length === 0 ? [] : ["", `Keys for the categories ${categories.join(", ")}.`]),
      ].join("\n"),
    };
  },
});
