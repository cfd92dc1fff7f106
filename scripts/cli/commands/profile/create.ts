import { existsSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { CATEGORIES } from "@medlattice/sdk/fhir";
import { createProfile } from "@medlattice/sdk/node/profile";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { findOrganization, loadNetwork } from "../../lib/network.ts";
import { askNewPassphrase } from "../../lib/passphrase.ts";
import { peopleFolder } from "../../lib/profiles.ts";

const ROLES = { patient: "Patient", doctor: "Doctor", manager: "Manager", staff: "Staff" } as const;

export const createCommand = defineCommand({
  usage: "create",
  summary: "make a wallet and keys of your own, kept under a passphrase",
  detail:
    "The passphrase is asked for, or read from --passphrase-file or standard input. Without it nobody can open the wallet again.",
  options: [
    ["--name <name>", "how people call you", "required"],
    ["--role <role>", "patient, doctor, manager or staff", "required"],
    ["--organization <name>", "the organisation whose oracle you use", "required"],
    ["--key <key>", "what the command line calls the profile (default: from the name)"],
  ],
  input: z.strictObject({
    name: z.string().trim().min(1, "must not be empty"),
    role: z.enum(["patient", "doctor", "manager", "staff"], "must be patient, doctor, manager or staff"),
    organization: z.string(),
    key: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,40}$/, "may have small letters, digits and hyphens")
      .optional(),
  }),
  example: 'profile create --name "Ada Chen" --role patient --organization "Riverside Hospital"',
  async run(cli, { name, role, organization, key }) {
    const network = await loadNetwork(cli.state);
    const { orgId, name: organizationName } = findOrganization(network, organization);
    const chosen = key ?? keyOf(name);
    const folder = join(peopleFolder(cli.state), chosen);
    if (existsSync(folder)) {
      throw new InvalidInputError("PROFILE_EXISTS", `There is a profile “${chosen}” already.`, {
        hints: ["Choose another name for it with --key."],
      });
    }
    const passphrase = await askNewPassphrase({ terminal: cli.terminal, file: cli.passphraseFile });
    const categories = role === "patient" ? CATEGORIES.map((code) => ({ code, epoch: 0 })) : [];
    await createProfile(
      folder,
      { name, role: ROLES[role], organization: orgId, keyPlan: { receiveEpoch: 0, categories } },
      passphrase,
    );
    return {
      data: { key: chosen, folder, name, role: ROLES[role], organization: orgId },
      text: [
        `${name} has a wallet and keys now, kept in ${folder}`,
        `Next: npx medlattice enrol request --as ${chosen}, at the desk of ${organizationName}.`,
      ].join("\n"),
    };
  },
});

/** `Dr. Wu Yan` becomes `dr-wu-yan`; a name without Latin letters needs a key of its own. */
function keyOf(name: string): string {
  const key = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
  if (key !== "") return key;
  throw new InvalidInputError("KEY_NEEDED", `“${name}” has no letters for a short name.`, {
    hints: ["Say what to call the profile with --key."],
  });
}
