import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { learnNames } from "../../lib/learnNames.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import type { OwnGrant } from "@medlattice/sdk/person";
import { granteeInWords, ownGrants, scopeInWords } from "../../lib/ownGrants.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const listCommand = defineCommand({
  usage: "list",
  summary: "what you have shared, with whom, until when and how often it was used",
  detail: "From the chain, and from the copies of your grants that only you can open.",
  options: [["--active", "only what holds at the moment"]],
  input: z.strictObject({ active: z.boolean().default(false) }),
  example: "grant list --active",
  async run(cli, { active }) {
    const acting = await openPerson(cli, "patient");
    const grants = (await ownGrants(acting)).filter(({ state }) => !active || state === "holds");
    await learnNames(acting);
    return {
      data: { grants: grants.map(grantJson) },
      text:
        grants.length === 0
          ? "You share nothing. Give a grant with: npx medlattice grant give --record <id> --to <doctor> --until 30d"
          : table(
              ["GRANT", "STATE", "TO", "WHAT", "PURPOSE", "UNTIL", "USED"],
              grants.map((grant) => rowOf(acting, grant)),
            ),
    };
  },
});

/** What a program is told of a grant one has given. */
export function grantJson({ entry, state, given }: OwnGrant) {
  if (given === null) return { ...entry, state, grantee: null, coverage: null, summary: null, purpose: null };
  const { grantee, statement } = given.grant.terms;
  const { chainId, scopeKind, scope } = given.coverage;
  return {
    ...entry,
    state,
    grantee,
    coverage: { chainId, scopeKind, scope },
    summary: statement.summary,
    purpose: statement.purpose,
  };
}

function rowOf(acting: ActingPerson, { entry, state, given }: OwnGrant): readonly string[] {
  const { grantId, notAfter, used, maxUses } = entry;
  const limit = maxUses === null || maxUses === 0 ? "" : ` of ${maxUses}`;
  return [
    shortId(grantId),
    state,
    granteeInWords(acting, given),
    scopeInWords(acting, given),
    given?.grant.terms.statement.purpose ?? "–",
    notAfter === null ? "–" : localTime(notAfter),
    `${used}${limit}`,
  ];
}
