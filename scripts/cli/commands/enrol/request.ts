import { waitAtDesk } from "@medlattice/sdk/person";
import { z } from "zod";
import { openApplicant } from "../../lib/applicants.ts";
import { defineCommand } from "../../lib/command.ts";
import { keepNote, readNote } from "../../lib/enrolmentNote.ts";
import { localTime, nowSeconds } from "../../lib/time.ts";

export const requestCommand = defineCommand({
  usage: "request",
  summary: "wait at an organisation's desk: gives the code to tell the manager",
  detail:
    "Goes with --as. Then show your identity document to the manager and tell the code; nothing about you is sent before that.",
  options: [
    ["--at <organization>", "whose desk (default: your own organisation)"],
    ["--chain <name>", "which chain (default: the organisation's private chain)"],
  ],
  input: z.strictObject({ at: z.string().optional(), chain: z.string().optional() }),
  example: 'enrol request --as ada-chen --at "Riverside Hospital"',
  async run(cli, input) {
    const { applicant, desk, folder, key } = await openApplicant(cli, input);
    const { chainId, personId } = applicant;
    const known = await readNote(folder, chainId);
    const isWaiting = known !== null && known.expiresAt > nowSeconds() && known.organization === desk.orgId;
    const note = isWaiting ? known : await waitAtDesk(applicant);
    if (!isWaiting) await keepNote(folder, { ...note, chainId, organization: desk.orgId });
    const { code, expiresAt } = note;
    return {
      data: { code, expiresAt, chainId, personId, organization: desk.orgId },
      text: [
        `Your code at the desk of ${desk.name}: ${code}`,
        `It holds until ${localTime(expiresAt)}. Show your identity document to the manager and tell the code.`,
        `When the manager has signed: npx medlattice enrol accept --as ${key}`,
      ].join("\n"),
    };
  },
});
