import { isHex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { enrolByIssuer } from "@medlattice/sdk/person";
import { privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { openApplicant } from "../../lib/applicants.ts";
import { defineCommand } from "../../lib/command.ts";
import { readInput } from "../../lib/files.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { readRealIdentity } from "../../lib/realIdentity.ts";
import { settleOn } from "../../lib/settle.ts";
import { parseDuration } from "../../lib/time.ts";

const KEY_BYTES = 32;

export const byIssuerCommand = defineCommand({
  usage: "by-issuer",
  summary: "with the organisation's issuer key: its first manager, and everybody of one that runs no oracle",
  detail:
    "Goes with --as. The key is read from a file that only its owner may read; the health authorities are told a blinded number,\nnever the identity.",
  options: [
    ["--issuer-key <file>", "the organisation's issuer key, 0x hex", "required"],
    ["--identity <file>", "JSON file with the verified identity (default: asked for)"],
    ["--at <organization>", "the organisation (default: your own)"],
    ["--chain <name>", "which chain (default: the organisation's private chain, else the consortium)"],
    ["--valid <duration>", "how long the credential holds (default: 52w)"],
  ],
  input: z.strictObject({
    issuerKey: z.string(),
    identity: z.string().optional(),
    at: z.string().optional(),
    chain: z.string().optional(),
    valid: z.string().default("52w"),
  }),
  example: "enrol by-issuer --as omar-haddad --issuer-key issuer.key --identity omar.json",
  async run(cli, { issuerKey, identity: file, valid, ...place }) {
    const validSeconds = parseDuration(valid);
    const issuer = await readIssuerKey(issuerKey);
    const { id } = await readRealIdentity(cli, file, false);
    const { applicant, desk, folder, profile } = await openApplicant(cli, place);
    const { chainId, personId } = applicant;
    const { blockNumber } = await enrolByIssuer(applicant, { issuer, id, validSeconds });
    const acting = await openPerson({ ...cli, as: folder }, "manager");
    await settleOn(acting, chainId);
    return {
      data: { chainId, personId, organization: desk.orgId, blockNumber },
      text: `${profile.name} is enrolled at ${desk.name} as ${profile.role.toLowerCase()} (chain ${acting.names.chain(chainId)}).`,
    };
  },
});

/** @throws InvalidInputError `ISSUER_KEY_INVALID`, which never says what the file holds */
async function readIssuerKey(path: string) {
  const text = new TextDecoder().decode(await readInput(path)).trim();
  if (isHex(text, KEY_BYTES)) return privateKeyToAccount(text);
  throw new InvalidInputError("ISSUER_KEY_INVALID", "The file does not hold an issuer key.", {
    hints: ["It has one line: 0x and 64 hexadecimal digits."],
  });
}
