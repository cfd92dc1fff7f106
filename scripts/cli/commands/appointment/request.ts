import { requestAppointment } from "@medlattice/sdk/person";
import { z } from "zod";
import { requireCategory } from "../../lib/categories.ts";
import { defineCommand } from "../../lib/command.ts";
import { openPerson, privateChain } from "../../lib/openPerson.ts";
import { listed, shortId } from "../../lib/text.ts";

export const requestCommand = defineCommand({
  usage: "request",
  summary: "the patient asks an institution for an appointment",
  detail:
    "The complaint is sealed to the institution's managers. With it go the keys of the categories in which the doctor may\nwrite; only you can open what is written.",
  options: [
    ["--complaint <text>", "what it is about", "required"],
    ["--category <code...>", "categories the doctor may write in (default: general)"],
    ["--chain <name>", "at which institution, by its chain (default: your own)"],
  ],
  input: z.strictObject({
    complaint: z.string().trim().min(1, "must not be empty"),
    category: z.array(z.string()).default(["general"]),
    chain: z.string().optional(),
  }),
  example:
    'appointment request --complaint "Chest pain when climbing stairs" --category laboratory vital-signs',
  async run(cli, { complaint, category, chain }) {
    const acting = await openPerson(cli, "patient");
    const own = acting.profile.keyPlan.categories.map(({ code }) => code);
    const categories = [...new Set(category)].map((code) => requireCategory(code, own));
    const chainId = privateChain(acting, chain);
    const { appointmentId } = await requestAppointment(acting.person, { chainId, complaint, categories });
    return {
      data: { appointmentId, chainId, categories },
      text: [
        `Asked for: appointment ${shortId(appointmentId)} on ${acting.names.chain(chainId)}.`,
        `The doctor may write in ${listed(categories)}. A manager names the doctor next:`,
        `  npx medlattice appointment assign ${appointmentId.slice(0, 10)} --doctor <name> --as manager`,
      ].join("\n"),
    };
  },
});
