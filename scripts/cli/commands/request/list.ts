import { ACTION } from "@medlattice/sdk/consent";
import type { ReceivedRequest } from "@medlattice/sdk/person";
import { z } from "zod";
import { allRequests } from "../../lib/answerRequest.ts";
import { defineCommand } from "../../lib/command.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const listCommand = defineCommand({
  usage: "list",
  summary: "who has asked you for access, and what for",
  detail: "The name is what they call themselves; the organisation is what the chain says.",
  input: z.strictObject({}),
  example: "request list",
  async run(cli) {
    const acting = await openPerson(cli, "patient");
    const requests = await allRequests(acting);
    return {
      data: { requests: requests.map(jsonOf) },
      text:
        requests.length === 0
          ? "Nobody has asked you for access."
          : [
              table(
                ["REQUEST", "WHO", "ORGANISATION", "WANTS", "UNTIL", "REASON", "ASKED"],
                requests.map((each) => rowOf(acting, each)),
              ),
              "",
              "Answer with a grant: npx medlattice grant give --request <request>",
            ].join("\n"),
    };
  },
});

function jsonOf({ query, ...announced }: ReceivedRequest) {
  if (query === null) return { ...announced, query: null };
  const { name, reason, category, actions, notAfter, maxUses } = query;
  const verbs = (["read", "write", "copy"] as const).filter((action) => (actions & ACTION[action]) !== 0);
  return { ...announced, query: { name, reason, category, actions: verbs, notAfter, maxUses } };
}

function rowOf(
  { names }: ActingPerson,
  { requestId, requester, organization, time, query }: ReceivedRequest,
) {
  return [
    shortId(requestId),
    query === null ? names.person(requester) : `${query.name} (${shortId(requester)})`,
    names.organization(organization),
    query === null ? "the message has not arrived" : (query.category ?? "everything"),
    query === null ? "–" : localTime(query.notAfter),
    query?.reason ?? "–",
    localTime(time),
  ];
}
