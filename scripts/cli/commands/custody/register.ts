import type { Hex } from "@medlattice/sdk/codec";
import { chainById } from "@medlattice/sdk/network";
import { registerOfficersKey, registerSingleKey } from "@medlattice/sdk/person";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { sendTransaction } from "@medlattice/network/stack";
import { privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { findCeremony, openOfficer, readKeyFile } from "../../lib/custody.ts";
import { listed } from "../../lib/text.ts";

export const registerCommand = defineCommand({
  usage: "register",
  summary: "make a key the institution's: that of officers, or one in a single place",
  detail:
    "Sends as the organisation's admin, whose key is read from a file. Whose key is registered, theirs is every correction from then on,\nof old records too. Asks first.",
  options: [
    ["--admin-key <file>", "the organisation's admin key, 0x hex", "required"],
    ["--ceremony <id>", "the officers' key"],
    ["--trapdoor <file>", "instead: a trapdoor in one place, 0x hex"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({
    adminKey: z.string(),
    ceremony: z.string().optional(),
    trapdoor: z.string().optional(),
    chain: z.string().optional(),
  }),
  example: "custody register --admin-key admin.key --ceremony 0x1a2b",
  async run(cli, { adminKey, ceremony, trapdoor, chain }) {
    if ((ceremony === undefined) === (trapdoor === undefined)) {
      throw new InvalidInputError(
        "OPTION_INVALID",
        "Name either a key of officers or a trapdoor in a file.",
        {
          facts: { option: "--ceremony" },
        },
      );
    }
    const account = privateKeyToAccount(await readKeyFile(adminKey));
    const acting = await openOfficer(cli, chain);
    const { officer, network } = acting;
    const calls =
      ceremony === undefined
        ? registerSingleKey(network, officer.chainId, await trapdoorIn(trapdoor ?? ""))
        : await registerOfficersKey(officer, (await findCeremony(acting, ceremony)).ceremony);
    const whose = ceremony === undefined ? "one key in one place" : "the officers together";
    await cli.confirm(`From now on, ${whose} for every correction?`);
    for (const { chainId, to, data } of calls) {
      await sendTransaction({ rpcUrl: chainById(network, chainId).rpcUrl, chainId, account, to, data });
    }
    const chains = calls.map(({ chainId }) => chainId);
    return {
      data: { mode: ceremony === undefined ? "single" : "officers", chains },
      text: [
        `Registered on ${listed(chains.map((chainId) => acting.names.chain(chainId)))}.`,
        ceremony === undefined
          ? "The oracle opens corrections with the file in keys.trapdoor."
          : "Take keys.trapdoor out of the oracle's configuration and destroy the file: it is of no more use.",
      ].join("\n"),
    };
  },
});

async function trapdoorIn(path: string): Promise<bigint> {
  const key: Hex = await readKeyFile(path);
  return BigInt(key);
}
