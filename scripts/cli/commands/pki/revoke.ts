import { revokeCertificate } from "@medlattice/network/pki";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { dnsNameSchema, FOLDER_OPTION, pkiFolder, requireRoot } from "../../lib/pki.ts";

const REASONS = ["key-compromise", "cessation-of-operation", "privilege-withdrawn", "superseded"] as const;

export const revokeCommand = defineCommand({
  usage: "revoke <organization>",
  summary: "revoke the certificate of an organisation's oracle",
  detail: "Other oracles refuse it as soon as they have the new revocation list. Asks first, unless --yes.",
  options: [
    ["--reason <reason>", REASONS.join(", "), "required"],
    ["--intermediate", "the organisation's intermediate, and with it everything it certified"],
    FOLDER_OPTION,
  ],
  input: z.strictObject({
    organization: dnsNameSchema,
    reason: z.enum(REASONS, `must be one of ${REASONS.join(", ")}`),
    intermediate: z.boolean().default(false),
    folder: z.string().optional(),
  }),
  example: "pki revoke riverside-hospital.example --reason key-compromise",
  async run(cli, { organization, reason, intermediate, folder }) {
    const path = pkiFolder(folder, cli.state);
    requireRoot(path);
    const what = intermediate ? `the intermediate of ${organization}` : `the oracle of ${organization}`;
    await cli.confirm(`Revoke the certificate of ${what} for good?`);
    const kind = intermediate ? "intermediate" : "oracle";
    const serialNumber = await revokeCertificate({ folder: path, dnsName: organization, kind, reason });
    return {
      data: { folder: path, organization, kind, reason, serialNumber },
      text: `The certificate of ${what} (serial ${serialNumber}) is revoked.\nGive it a new one with: npx medlattice pki renew ${organization}`,
    };
  },
});
