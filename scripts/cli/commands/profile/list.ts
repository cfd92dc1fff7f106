import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { loadNetwork, organizationName } from "../../lib/network.ts";
import { listProfiles } from "../../lib/profiles.ts";
import { shortId, table } from "../../lib/text.ts";

export const listCommand = defineCommand({
  usage: "list",
  summary: "the profiles of this network's folder",
  input: z.strictObject({}),
  example: "profile list",
  async run(cli) {
    const network = await loadNetwork(cli.state);
    const profiles = await listProfiles(cli.state);
    const chainName = (chainId: number): string =>
      network.chains.find((chain) => chain.chainId === chainId)?.name ?? String(chainId);
    const organization = (orgId: `0x${string}`): string => organizationName(network, orgId) ?? shortId(orgId);
    return {
      data: {
        profiles: profiles.map(({ key, folder, profile }) => ({
          key,
          folder,
          name: profile.name,
          role: profile.role,
          organization: profile.organization,
          chains: profile.pseudonyms.map(({ chainId }) => chainId),
        })),
      },
      text:
        profiles.length === 0
          ? "There are no profiles yet. npm start makes sample people; npx medlattice profile create makes your own."
          : table(
              ["PROFILE", "NAME", "ROLE", "ORGANISATION", "ENROLLED ON"],
              profiles.map(({ key, profile }) => [
                key,
                profile.name,
                profile.role,
                organization(profile.organization),
                profile.pseudonyms.map(({ chainId }) => chainName(chainId)).join(", ") || "–",
              ]),
            ),
    };
  },
});
