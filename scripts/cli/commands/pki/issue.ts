import { maintainPki } from "@medlattice/network/pki";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { dnsNameSchema, FOLDER_OPTION, pkiFolder, requireRoot } from "../../lib/pki.ts";
import { changesInWords } from "./init.ts";

export const issueCommand = defineCommand({
  usage: "issue <organization>",
  summary: "certify an organisation and its oracle under the root",
  detail: "An oracle may be reached only at its organisation's DNS name, below it, or on this machine.",
  options: [
    ["--host <host...>", "where the oracle is reached (default: this machine)"],
    ["--no-oracle", "only the organisation's intermediate"],
    FOLDER_OPTION,
  ],
  input: z.strictObject({
    organization: dnsNameSchema,
    host: z.array(z.string().min(1)).optional(),
    oracle: z.boolean(),
    folder: z.string().optional(),
  }),
  example: "pki issue riverside-hospital.example --host oracle.riverside-hospital.example",
  async run(cli, { organization, host, oracle, folder }) {
    const path = pkiFolder(folder, cli.state);
    requireRoot(path);
    const changes = await maintainPki({
      folder: path,
      // Only named when a root is made, and there is one.
      authority: organization,
      organizations: [
        { dnsName: organization, hasOracle: oracle, ...(host === undefined ? {} : { hosts: host }) },
      ],
    });
    return { data: { folder: path, changes }, text: changesInWords(changes, path) };
  },
});
