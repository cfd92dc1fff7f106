import { pkiStatus } from "@medlattice/network/pki";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { FOLDER_OPTION, pkiFolder } from "../../lib/pki.ts";
import { table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const showCommand = defineCommand({
  usage: "show",
  summary: "what is certified, and until when",
  detail: "Reads certificates and revocation lists only, never a key.",
  options: [FOLDER_OPTION],
  input: z.strictObject({ folder: z.string().optional() }),
  example: "pki show",
  async run(cli, { folder }) {
    const path = pkiFolder(folder, cli.state);
    const certificates = pkiStatus({ folder: path });
    return {
      data: { folder: path, certificates },
      text:
        certificates.length === 0
          ? `There are no certificates in ${path} yet. Make a root: npx medlattice pki init --authority health-authority.example`
          : table(
              ["CERTIFICATE", "ORGANISATION", "UNTIL", "STATE"],
              certificates.map(({ kind, dnsName, notAfter, revoked, renewalDue }) => [
                kind,
                dnsName ?? "health authority",
                localTime(notAfter.getTime() / 1_000),
                revoked ? "revoked" : renewalDue ? "to be renewed" : "holds",
              ]),
            ),
    };
  },
});
