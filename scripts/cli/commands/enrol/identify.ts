import { ROLE } from "@medlattice/sdk/identity";
import { desk } from "@medlattice/sdk/client";
import { identifyAtDesk } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { readRealIdentity } from "../../lib/realIdentity.ts";
import { privateChain, openPerson } from "../../lib/openPerson.ts";
import { parseDuration } from "../../lib/time.ts";
import { shortId } from "../../lib/text.ts";

const DESK_ROLES = {
  patient: ROLE.patient,
  doctor: ROLE.doctor,
  staff: ROLE.staff,
  station: ROLE.captureStation,
} as const;

export const identifyCommand = defineCommand({
  usage: "identify <code>",
  summary: "the manager's side: enrol the person at the desk whose identity you have verified",
  detail:
    'The identity comes from a file or is asked for, never from the command line:\n  {"kind":"person","familyName":"Chen","givenNames":"Ada","birthDate":"1990-02-03","id":{"system":"urn:example:national-register","value":"ML-1990-0203-001"}}\nYour organisation\'s oracle keeps it encrypted; the chain gets a number that only the health authorities can compute.',
  options: [
    ["--role <role>", "patient, doctor, staff or station", "required"],
    ["--identity <file>", "JSON file with the verified identity (default: asked for)"],
    ["--chain <name>", "which chain (default: your institution's)"],
    ["--valid <duration>", "how long the credential holds (default: 52w)"],
  ],
  input: z.strictObject({
    code: z
      .string()
      .transform((text) => text.toUpperCase().replaceAll(/[\s-]/g, ""))
      .pipe(desk.code),
    role: z.enum(["patient", "doctor", "staff", "station"], "must be patient, doctor, staff or station"),
    identity: z.string().optional(),
    chain: z.string().optional(),
    valid: z.string().default("52w"),
  }),
  example: "enrol identify 7QK3M9TZ2A --role patient --identity ada.json",
  async run(cli, { code, role, identity: file, chain, valid }) {
    const validSeconds = parseDuration(valid);
    const identity = await readRealIdentity(cli, file, role === "station");
    const acting = await openPerson(cli, "manager");
    const chainId = privateChain(acting, chain);
    const identified = await identifyAtDesk(acting.person, {
      chainId,
      code,
      role: DESK_ROLES[role],
      identity,
      validSeconds,
    });
    return {
      data: { chainId, role, ...identified },
      text: [
        `The credential is signed; the person is ${shortId(identified.personId)} on ${acting.names.chain(chainId)}.`,
        "The person finishes with: npx medlattice enrol accept",
      ].join("\n"),
    };
  },
});
