import { SCOPE } from "@medlattice/sdk/keys";
import type { ReceivedGrant } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { type GrantState, receivedGrantState } from "@medlattice/sdk/person";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { allReceivedGrants } from "../../lib/chooseGrants.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const receivedCommand = defineCommand({
  usage: "received",
  summary: "what patients have shared with you",
  detail:
    "Every grant is opened and verified here, and looked up on chain: the patient may have withdrawn it meanwhile.",
  input: z.strictObject({}),
  example: "grant received --as doctor-platform",
  async run(cli) {
    const acting = await openPerson(cli, "doctor");
    const received = await allReceivedGrants(acting);
    const grants = await Promise.all(
      received.map(async (each) => ({
        ...jsonOf(each),
        state: await receivedGrantState(acting.person, each.grantPackage),
      })),
    );
    return {
      data: { grants },
      text:
        grants.length === 0
          ? "Nobody shares anything with you. Ask a patient: npx medlattice request --patient <pseudonym>"
          : [
              table(
                ["GRANT", "STATE", "FROM", "RECORD", "UNTIL", "USES", "PURPOSE"],
                grants.map((each) => rowOf(acting, each)),
              ),
              "",
              "Read one with: npx medlattice record read <record> --out <file>",
            ].join("\n"),
    };
  },
});

function jsonOf({ messageId, receivedAt, grantPackage }: ReceivedGrant) {
  const { grantId, home, grantor, coverage, grant, threshold } = grantPackage;
  const { summary, purpose } = grant.terms.statement;
  return {
    messageId,
    receivedAt,
    grantId,
    chainId: home.chainId,
    grantor,
    recordChainId: coverage.chainId,
    recordId: coverage.scopeKind === SCOPE.record ? coverage.scope : null,
    notBefore: grant.notBefore,
    notAfter: grant.notAfter,
    maxUses: grant.maxUses,
    summary,
    purpose,
    threshold,
  };
}

function rowOf(
  { names }: ActingPerson,
  grant: ReturnType<typeof jsonOf> & { readonly state: GrantState },
): readonly string[] {
  const { grantId, state, grantor, recordId, notAfter, maxUses, purpose } = grant;
  return [
    shortId(grantId),
    state,
    names.person(grantor),
    recordId === null ? "all of a category" : shortId(recordId),
    localTime(notAfter),
    maxUses === 0 ? "as needed" : String(maxUses),
    purpose,
  ];
}
