import { giveMandate, withdrawMandate } from "@medlattice/sdk/person";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { findAppointment } from "../../lib/appointments.ts";
import { type Answer, defineCommand } from "../../lib/command.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { shortId } from "../../lib/text.ts";
import { localTime, nowSeconds, parseMoment } from "../../lib/time.ts";

const ID = /^0x[0-9a-f]{64}$/;

export const mandateCommand = defineCommand({
  usage: "mandate <id>",
  summary: "the patient agrees beforehand to the records of one treatment, as before surgery",
  detail:
    "The doctor then confirms them in your place. Keep the id it prints: --withdraw takes it back with it, and what was\nconfirmed before stays. Asks first.",
  options: [
    ["--until <time>", "until when (default: 1d)"],
    ["--withdraw <mandate>", "take the mandate with this id back"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({
    id: z.string(),
    until: z.string().default("1d"),
    withdraw: z.string().regex(ID, "must be the whole id").optional(),
    chain: z.string().optional(),
  }),
  example: "appointment mandate 0x1a2b --until 2d",
  async run(cli, { id, until, withdraw, chain }) {
    const notBefore = nowSeconds();
    const notAfter = parseMoment(until, notBefore);
    if (notAfter <= notBefore)
      throw new InvalidInputError("TIME_INVALID", "The mandate would be over already.");
    const acting = await openPerson(cli, "patient");
    const { entry } = await findAppointment(acting, id, chain);
    const { appointmentId, chainId, doctor } = entry;
    if (withdraw !== undefined) return await takeBack(acting, chainId, withdraw);
    const who = doctor === null ? "the doctor" : acting.names.person(doctor);
    await cli.confirm(`Let ${who} confirm records of this treatment for you until ${localTime(notAfter)}?`);
    const given = await giveMandate(acting.person, { chainId, appointmentId, notBefore, notAfter });
    return {
      data: { appointmentId, chainId, ...given, notBefore, notAfter },
      text: [
        `${who} may confirm records of treatment ${shortId(given.treatmentId)} until ${localTime(notAfter)}.`,
        `Mandate ${given.mandateId}`,
        `Take it back: npx medlattice appointment mandate ${appointmentId.slice(0, 10)} --withdraw ${given.mandateId}`,
      ].join("\n"),
    };
  },
});

async function takeBack(acting: ActingPerson, chainId: number, mandate: string): Promise<Answer> {
  const mandateId = `0x${mandate.slice(2)}` as const;
  const { blockNumber } = await withdrawMandate(acting.person, { chainId, mandateId });
  return {
    data: { mandateId, chainId, blockNumber },
    text: "The mandate is withdrawn. What was confirmed under it stays confirmed.",
  };
}
