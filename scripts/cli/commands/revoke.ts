import { withdrawGrant } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../lib/command.ts";
import { learnNames } from "../lib/learnNames.ts";
import { openPerson } from "../lib/openPerson.ts";
import { granteeInWords, ownGrants, scopeInWords } from "../lib/ownGrants.ts";
import { pickById } from "../lib/pick.ts";

export const revokeCommand = defineCommand({
  usage: "revoke <grant>",
  summary: "withdraw a grant for good",
  detail: "What was read before cannot be called back; nothing more is opened under it. Asks first.",
  input: z.strictObject({ grant: z.string() }),
  example: "revoke 0x1a2b",
  async run(cli, { grant }) {
    const acting = await openPerson(cli, "patient");
    const { entry, given } = pickById(await ownGrants(acting), grant, {
      idOf: (own) => own.entry.grantId,
      noun: "grant",
      listCommand: "npx medlattice grant list shows them.",
    });
    await learnNames(acting);
    const { chainId, grantId } = entry;
    const whose = `${scopeInWords(acting, given)} for ${granteeInWords(acting, given)}`;
    if (entry.revoked !== null) {
      return {
        data: { grantId, chainId, revoked: entry.revoked },
        text: `The grant ${whose} was withdrawn before.`,
      };
    }
    await cli.confirm(`Withdraw the grant ${whose}?`);
    const { blockNumber } = await withdrawGrant(acting.person, { chainId, grantId });
    return {
      data: { grantId, chainId, blockNumber },
      text: `Withdrawn: ${whose}. It was used ${entry.used === 1 ? "once" : `${entry.used} times`}.`,
    };
  },
});
