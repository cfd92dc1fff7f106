import type { EnrolmentEntry } from "@medlattice/sdk/client";
import { ROLE } from "@medlattice/sdk/identity";
import { everyItem } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { privateChain, openPerson } from "../../lib/openPerson.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

const ROLE_NAMES = new Map<number, string>(Object.entries(ROLE).map(([name, role]) => [role, name]));

export const listCommand = defineCommand({
  usage: "list",
  summary: "the manager's side: whom you have enrolled, without identities",
  options: [["--chain <name>", "which chain (default: your institution's)"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "enrol list --as manager",
  async run(cli, { chain }) {
    const { person, names, ...acting } = await openPerson(cli, "manager");
    const chainId = privateChain({ ...acting, person, names }, chain);
    const oracle = await person.oracle(person.organization, chainId);
    const enrolments = await everyItem((page: { readonly cursor?: number }) => oracle.enrolment.list(page));
    const row = ({ personId, role, state, createdAt }: EnrolmentEntry): readonly string[] => [
      personId === null ? "–" : shortId(personId),
      ROLE_NAMES.get(role) ?? String(role),
      state,
      localTime(createdAt),
    ];
    return {
      data: { chainId, enrolments },
      text:
        enrolments.length === 0
          ? "You have enrolled nobody yet. Ask the person for the code of: npx medlattice enrol request"
          : table(["PERSON", "ROLE", "STATE", "SINCE"], enrolments.map(row)),
    };
  },
});
