import { addressOf } from "@medlattice/sdk/eip712";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { readNote } from "../../lib/enrolmentNote.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime, nowSeconds } from "../../lib/time.ts";

export const statusCommand = defineCommand({
  usage: "status",
  summary: "where you are enrolled, and what you are waiting for",
  input: z.strictObject({}),
  example: "enrol status --as ada-chen",
  async run(cli) {
    const { person, profile, folder, names } = await openPerson(cli, "patient");
    const enrolments = await Promise.all(
      profile.pseudonyms.map(async ({ chainId, personId }) => {
        const { signer } = person.pseudonymOn(chainId);
        const note = await readNote(folder, chainId);
        const code = note !== null && note.expiresAt > nowSeconds() ? note.code : null;
        const isEnrolled = await person.reader(chainId).isInGoodStanding(addressOf(signer), personId);
        return {
          chainId,
          personId,
          isEnrolled,
          code,
          expiresAt: code === null ? null : (note?.expiresAt ?? null),
        };
      }),
    );
    return {
      data: { name: profile.name, enrolments },
      text:
        enrolments.length === 0
          ? `${profile.name} is enrolled nowhere yet. Begin with: npx medlattice enrol request`
          : table(
              ["CHAIN", "PSEUDONYM", "STATE"],
              enrolments.map(({ chainId, personId, isEnrolled, code, expiresAt }) => [
                names.chain(chainId),
                shortId(personId),
                isEnrolled
                  ? "enrolled"
                  : code === null || expiresAt === null
                    ? "not active"
                    : `waiting at the desk with code ${code} until ${localTime(expiresAt)}`,
              ]),
            ),
    };
  },
});
