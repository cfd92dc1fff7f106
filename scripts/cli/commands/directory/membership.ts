import { leaveDirectory, listInDirectory } from "@medlattice/sdk/person";
import { z } from "zod";
import { type CommandDefinition, defineCommand } from "../../lib/command.ts";
import { enrolledChains } from "../../lib/enrolledChains.ts";
import { findChain } from "../../lib/network.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { listed } from "../../lib/text.ts";

export const joinCommand: CommandDefinition = defineCommand({
  usage: "join",
  summary: "a doctor wants to be found by patients",
  detail: "Your organisation compares the name with the identity it verified. Patients are never listed.",
  options: [
    ["--name <name>", "under which name (default: that of your profile)"],
    ["--specialty <words>", "what you do"],
    ["--chain <name>", "only on this chain (default: on all of yours)"],
  ],
  input: z.strictObject({
    name: z.string().optional(),
    specialty: z.string().optional(),
    chain: z.string().optional(),
  }),
  example: "directory join --specialty Cardiology --as doctor-hospital",
  async run(cli, { name, specialty, chain }) {
    const acting = await openPerson(cli, "doctor");
    const chainIds = await chainsOf(acting, chain);
    const listings = [];
    for (const chainId of chainIds) {
      const listing = { name: name ?? acting.profile.name, specialty: specialty ?? null };
      listings.push(await listInDirectory(acting.person, chainId, listing));
    }
    const isVerified = listings.every(({ isNameVerified }) => isNameVerified);
    return {
      data: {
        listings: listings.map(({ chainId, personId, name: shown, specialty: what, isNameVerified }) => ({
          chainId,
          personId,
          name: shown,
          specialty: what,
          isNameVerified,
        })),
      },
      text: [
        `Patients find you on ${listed(chainIds.map((chainId) => acting.names.chain(chainId)))}.`,
        isVerified
          ? "Your organisation has verified the name."
          : "The name is not what your organisation has verified; patients see that.",
      ].join("\n"),
    };
  },
});

export const leaveCommand: CommandDefinition = defineCommand({
  usage: "leave",
  summary: "a doctor no longer wants to be found",
  detail: "Grants you have received stay.",
  options: [["--chain <name>", "only on this chain (default: on all of yours)"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "directory leave --as doctor-hospital",
  async run(cli, { chain }) {
    const acting = await openPerson(cli, "doctor");
    const chainIds = await chainsOf(acting, chain);
    for (const chainId of chainIds) await leaveDirectory(acting.person, chainId);
    return {
      data: { chains: chainIds },
      text: `You are no longer listed on ${listed(chainIds.map((chainId) => acting.names.chain(chainId)))}.`,
    };
  },
});

async function chainsOf(acting: ActingPerson, chain: string | undefined): Promise<readonly number[]> {
  return chain === undefined ? await enrolledChains(acting) : [findChain(acting.network, chain).chainId];
}
