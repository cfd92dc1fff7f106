import { allowCategories } from "@medlattice/sdk/person";
import { z } from "zod";
import { findAppointment } from "../../lib/appointments.ts";
import { requireCategory } from "../../lib/categories.ts";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { listed, shortId } from "../../lib/text.ts";

export const allowCommand = defineCommand({
  usage: "allow <id>",
  summary: "the patient lets the doctor write in further categories",
  detail: "The keys are sealed to the doctor: the institution does not learn which categories they are for.",
  options: [
    ["--category <code...>", "all that you allow beside those of the request", "required"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({ id: z.string(), category: z.array(z.string()), chain: z.string().optional() }),
  example: "appointment allow 0x1a2b --category imaging",
  async run(cli, { id, category, chain }) {
    const acting = await openPerson(cli, "patient");
    const own = acting.profile.keyPlan.categories.map(({ code }) => code);
    const categories = [...new Set(category)].map((code) => requireCategory(code, own));
    const { entry } = await findAppointment(acting, id, chain);
    const { appointmentId, chainId, doctor } = entry;
    await allowCategories(acting.person, { chainId, appointmentId, categories });
    const who = doctor === null ? "The doctor" : acting.names.person(doctor);
    return {
      data: { appointmentId, chainId, categories },
      text: `${who} may write in ${listed(categories)} too (appointment ${shortId(appointmentId)}).`,
    };
  },
});
