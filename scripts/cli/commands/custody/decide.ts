import { approveCustodyRequest, declineCustodyRequest, reviewCustodyRequest } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { findRequest, openOfficer, requestText } from "../../lib/custody.ts";

const input = z.strictObject({ id: z.string(), chain: z.string().optional() });
const options = [["--chain <name>", "at the institution with this chain"]] as const;

export const approveCommand = defineCommand({
  usage: "approve <id>",
  summary: "permit that the commitment of a record is opened to a correction, and sign with your share",
  detail:
    "Checks the doctor's signature and the record's state on chain, shows the request in words and asks first. Where others have yet\nto sign, go on later with: npx medlattice custody continue",
  options: [...options],
  input,
  example: "custody approve 0x1a2b",
  async run(cli, { id, chain }) {
    const acting = await openOfficer(cli, chain);
    const { requestId } = (await findRequest(acting, id)).entry;
    const review = await reviewCustodyRequest(acting.officer, requestId);
    cli.note(`${requestText(acting, review)}\n`);
    await cli.confirm("Approve this correction?");
    const { entry } = await approveCustodyRequest(acting.officer, requestId);
    return {
      data: { requestId, status: entry.status, liars: entry.liars },
      text:
        entry.status === "signed"
          ? "Enough officers have signed. The patient is asked next."
          : "Your approval is given. The correction waits for the other officers.",
    };
  },
});

export const declineCommand = defineCommand({
  usage: "decline <id>",
  summary: "do not permit a correction",
  detail: "Final for this request. Asks first.",
  options: [...options],
  input,
  example: "custody decline 0x1a2b",
  async run(cli, { id, chain }) {
    const acting = await openOfficer(cli, chain);
    const found = await findRequest(acting, id);
    cli.note(`${requestText(acting, found)}\n`);
    await cli.confirm("Decline this correction?");
    const { requestId, status } = await declineCustodyRequest(acting.officer, found.entry.requestId);
    return { data: { requestId, status }, text: "You have declined." };
  },
});
