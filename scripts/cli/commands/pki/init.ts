import { maintainPki, type PkiChange } from "@medlattice/network/pki";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { dnsNameSchema, FOLDER_OPTION, pkiFolder } from "../../lib/pki.ts";

export const initCommand = defineCommand({
  usage: "init",
  summary: "make the health authority's root, and certify organisations under it",
  detail: "Done again it makes only what is missing and renews what is nearly over.",
  options: [
    ["--authority <dns-name>", "the health authority whose root it is", "required"],
    ["--organization <dns-name...>", "organisations to certify at once, each with its oracle"],
    FOLDER_OPTION,
  ],
  input: z.strictObject({
    authority: dnsNameSchema,
    organization: z.array(dnsNameSchema).default([]),
    folder: z.string().optional(),
  }),
  example: "pki init --authority health-authority.example --organization riverside-hospital.example",
  async run(cli, { authority, organization, folder }) {
    const path = pkiFolder(folder, cli.state);
    const organizations = organization.map((dnsName) => ({ dnsName }));
    const changes = await maintainPki({ folder: path, authority, organizations });
    return { data: { folder: path, changes }, text: changesInWords(changes, path) };
  },
});

/** What was done, a line each. */
export function changesInWords(changes: readonly PkiChange[], folder: string): string {
  if (changes.length === 0) return `Everything in ${folder} holds; nothing had to be done.`;
  return [
    ...changes.map(({ kind, dnsName, outcome }) => `${outcome}: ${kind} of ${dnsName}`),
    `Kept in ${folder}`,
  ].join("\n");
}
