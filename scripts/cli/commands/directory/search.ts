import type { Listing } from "@medlattice/sdk/client";
import { searchDirectory } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { enrolledChains } from "../../lib/enrolledChains.ts";
import { findChain } from "../../lib/network.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { shortId, table } from "../../lib/text.ts";

export const searchCommand = defineCommand({
  usage: "search [words...]",
  summary: "doctors who want to be found, by name or specialty",
  options: [["--chain <name>", "only those on this chain"]],
  input: z.strictObject({ words: z.array(z.string()).default([]), chain: z.string().optional() }),
  example: "directory search cardiology",
  async run(cli, { words, chain }) {
    const acting = await openPerson(cli, "patient");
    const chainIds =
      chain === undefined ? await enrolledChains(acting) : [findChain(acting.network, chain).chainId];
    const listings = (
      await Promise.all(
        chainIds.map((chainId) => searchDirectory(acting.person, chainId, { words: words.join(" ") })),
      )
    ).flat();
    const row = ({ name, specialty, organization, isNameVerified, chainId, personId }: Listing) => [
      name,
      isNameVerified ? "verified" : "as told",
      specialty ?? "–",
      acting.names.organization(organization),
      acting.names.chain(chainId),
      shortId(personId),
    ];
    return {
      data: {
        doctors: listings.map(({ receive: _receive, sealing: _sealing, ...listing }) => listing),
      },
      text:
        listings.length === 0
          ? "Nobody like that wants to be found. Doctors join with: npx medlattice directory join"
          : table(["NAME", "NAME IS", "SPECIALTY", "ORGANISATION", "CHAIN", "PSEUDONYM"], listings.map(row)),
    };
  },
});
