import { InvalidInputError } from "@medlattice/sdk/errors";
import { requestAccess } from "@medlattice/sdk/person";
import { z } from "zod";
import { requireCategory } from "../../lib/categories.ts";
import { defineCommand } from "../../lib/command.ts";
import { enrolledChains } from "../../lib/enrolledChains.ts";
import { findChain } from "../../lib/network.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { findColleague, type FoundPerson } from "../../lib/people.ts";
import { shortId } from "../../lib/text.ts";
import { localTime, nowSeconds, parseMoment } from "../../lib/time.ts";

export const makeCommand = defineCommand({
  usage: "make",
  summary: "ask a patient for access",
  detail:
    "What you ask for is sealed to the patient; the chain shows only that you asked. The patient answers with a grant, or not at\nall. npx medlattice request … is short for it.",
  options: [
    ["--patient <who>", "the patient's pseudonym, or a name known on this machine", "required"],
    ["--reason <text>", "why", "required"],
    ["--category <code>", "records of a category (default: everything)"],
    ["--until <time>", "until when you ask for access (default: 30d)"],
    ["--uses <number>", "how often; 0 as often as needed (default: 0)"],
    ["--chain <name>", "the chain on which you both are (default: found by the patient)"],
  ],
  input: z.strictObject({
    patient: z.string(),
    reason: z.string().trim().min(1, "must not be empty"),
    category: z.string().optional(),
    until: z.string().default("30d"),
    uses: z.coerce.number("must be a whole number").pipe(z.int("must be a whole number").min(0)).default(0),
    chain: z.string().optional(),
  }),
  example: 'request --patient 0x9f3c… --reason "Second opinion" --category laboratory --as doctor-platform',
  async run(cli, { patient, reason, category, until, uses, chain }) {
    const notAfter = parseMoment(until, nowSeconds());
    const code = category === undefined ? null : requireCategory(category);
    const acting = await openPerson(cli, "doctor");
    const { chainId, found } = await findPatient(acting, patient, chain);
    const { requestId } = await requestAccess(acting.person, {
      chainId,
      patient: found.personId,
      name: acting.profile.name,
      reason,
      category: code,
      actions: ["read"],
      notAfter,
      maxUses: uses,
    });
    return {
      data: { requestId, chainId, patient: found.personId },
      text: [
        `Asked ${found.name} for ${code === null ? "everything" : `records of ${code}`} until ${localTime(notAfter)} (request ${shortId(requestId)}).`,
        "A grant appears in: npx medlattice grant received",
      ].join("\n"),
    };
  },
});

/** The patient on the first chain that both are on. */
async function findPatient(
  acting: ActingPerson,
  who: string,
  chain: string | undefined,
): Promise<{ readonly chainId: number; readonly found: FoundPerson }> {
  const chainIds =
    chain === undefined ? await enrolledChains(acting) : [findChain(acting.network, chain).chainId];
  let problem: InvalidInputError | null = null;
  for (const chainId of chainIds) {
    try {
      const found = await findColleague(acting, chainId, who);
      const organization = await acting.person.reader(chainId).organizationOf(found.personId);
      if (BigInt(organization) !== 0n) return { chainId, found };
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problem ??= error;
    }
  }
  throw (
    problem ??
    new InvalidInputError("PATIENT_UNKNOWN", "Nobody has this pseudonym on a chain that you are on.", {
      hints: ["Ask the patient for the pseudonym: npx medlattice profile show"],
    })
  );
}
