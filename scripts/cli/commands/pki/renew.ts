import { certifiedHosts, maintainPki, pkiStatus, reissueCertificate } from "@medlattice/network/pki";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { dnsNameSchema, FOLDER_OPTION, pkiFolder, requireRoot } from "../../lib/pki.ts";
import { listed } from "../../lib/text.ts";

export const renewCommand = defineCommand({
  usage: "renew [organization]",
  summary: "certify an organisation's oracle anew with a new key, or all that are nearly over",
  detail:
    "After a revocation this is how an organisation comes back. Without a name, what holds long enough is left alone.",
  options: [
    ["--intermediate", "a new key for the organisation's intermediate too"],
    ["--host <host...>", "where the oracle is reached from now on (default: as before)"],
    FOLDER_OPTION,
  ],
  input: z.strictObject({
    organization: dnsNameSchema.optional(),
    intermediate: z.boolean().default(false),
    host: z.array(z.string().min(1)).optional(),
    folder: z.string().optional(),
  }),
  example: "pki renew riverside-hospital.example",
  async run(cli, { organization, intermediate, host, folder }) {
    const path = pkiFolder(folder, cli.state);
    requireRoot(path);
    const names = organization === undefined ? dueIn(path) : [organization];
    const kind = intermediate ? "intermediate" : "oracle";
    for (const dnsName of names) {
      const hosts = host ?? certifiedHosts(path, dnsName);
      if (hosts === undefined && organization === undefined) {
        // Nothing but an intermediate: the organisation runs no oracle.
        await maintainPki({
          folder: path,
          authority: dnsName,
          organizations: [{ dnsName, hasOracle: false }],
        });
        continue;
      }
      await reissueCertificate({ folder: path, dnsName, kind, ...(hosts === undefined ? {} : { hosts }) });
    }
    return {
      data: { folder: path, renewed: names },
      text:
        names.length === 0
          ? "Everything holds long enough; nothing had to be renewed."
          : `Certified anew: ${listed(names)}. Running oracles take it over by themselves.`,
    };
  },
});

/** Organisations with a certificate that is nearly over. What was revoked comes back only when it is named. */
function dueIn(folder: string): readonly string[] {
  const status = pkiStatus({ folder });
  const revoked = new Set(status.filter((each) => each.revoked).map(({ dnsName }) => dnsName));
  const due = status.filter((each) => each.renewalDue && !revoked.has(each.dnsName));
  return [...new Set(due.flatMap(({ dnsName }) => dnsName ?? []))];
}
