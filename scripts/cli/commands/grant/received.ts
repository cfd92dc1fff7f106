import { SCOPE } from "@medlattice/sdk/keys";
import type { ReceivedGrant } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { allReceivedGrants } from "../../lib/readShared.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const receivedCommand = defineCommand({
  usage: "received",
  summary: "what patients have shared with you",
  detail:
    "Every grant is opened and verified here. Whether the patient has withdrawn it meanwhile shows when you read.",
  input: z.strictObject({}),
  example: "grant received --as doctor-platform",
  async run(cli) {
    const acting = await openPerson(cli, "doctor");
    const grants = await allReceivedGrants(acting);
    return {
      data: { grants: grants.map(jsonOf) },
      text:
        grants.length === 0
          ? "Nobody shares anything with you. Ask a patient: npx medlattice request --patient <pseudonym>"
          : [
              table(
                ["GRANT", "FROM", "RECORD", "UNTIL", "USES", "PURPOSE"],
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

function rowOf({ names }: ActingPerson, received: ReceivedGrant): readonly string[] {
  const { grantId, grantor, recordId, notAfter, maxUses, purpose } = jsonOf(received);
  return [
    shortId(grantId),
    names.person(grantor),
    recordId === null ? "all of a category" : shortId(recordId),
    localTime(notAfter),
    maxUses === 0 ? "as needed" : String(maxUses),
    purpose,
  ];
}
