import type { RecordEntry } from "@medlattice/sdk/client";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { disputeRecord, registryAt } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { openRecord } from "../../lib/openRecord.ts";
import { findRecord } from "../../lib/records.ts";
import { reviewText } from "../../lib/reviewText.ts";

export const disputeCommand = defineCommand({
  usage: "dispute <id>",
  summary: "the patient does not agree to a record",
  detail:
    "The doctor's record stays, marked as disputed; only a salted hash of your reason goes on chain. Asks first.",
  options: [
    ["--reason <text>", "why, in your own words", "required"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({
    id: z.string(),
    reason: z.string().trim().min(1, "must not be empty"),
    chain: z.string().optional(),
  }),
  example: 'record dispute 0x1a2b --reason "These are not my results"',
  async run(cli, { id, reason, chain }) {
    const acting = await openPerson(cli, "patient");
    const { chainId, state } = await findRecord(acting, id, { chain, as: "patient" });
    const { recordId, version } = state;
    cli.note(`${await describe(acting, { chainId, state })}\n`);
    await cli.confirm("Dispute this record?");
    const { registryId } = registryAt(acting.network, chainId);
    const record = { registryId, chainId, recordId, version };
    const { blockNumber } = await disputeRecord(acting.person, { state, record }, reason);
    return {
      data: { recordId, chainId, blockNumber },
      text: "The record is marked as disputed. Talk to the doctor who wrote it about a correction.",
    };
  },
});

/** The record in words; one that cannot be opened or verified can be disputed all the more. */
async function describe(
  acting: ActingPerson,
  { chainId, state }: Pick<RecordEntry, "chainId" | "state">,
): Promise<string> {
  try {
    return reviewText(acting, await openRecord(acting, state.recordId, String(chainId)));
  } catch (error) {
    if (error instanceof MedLatticeError) return `It cannot be opened here: ${error.message}`;
    throw error;
  }
}
