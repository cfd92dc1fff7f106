import type { CeremonyEntry } from "@medlattice/sdk/client";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { advanceCeremony, advanceRequest, custodyRequests } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { type ActingOfficer, ceremonyOf, namesOf, openOfficer } from "../../lib/custody.ts";
import { listed, shortId } from "../../lib/text.ts";

const LIVING: readonly CeremonyEntry["status"][] = ["collecting", "confirming", "proving"];

export const continueCommand = defineCommand({
  usage: "continue",
  summary: "do what is yours to do now: in keys being made, and for corrections you have approved",
  detail:
    "Your share is kept in your profile's folder, sealed under your master key, and nowhere else. Nothing is signed that you have not\napproved.",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "custody continue",
  async run(cli, { chain }) {
    const acting = await openOfficer(cli, chain);
    const ceremonies = await continueCeremonies(acting);
    const requests = await continueRequests(acting);
    const lines = [...ceremonies, ...requests].map(({ text }) => text);
    return {
      data: {
        ceremonies: ceremonies.map(({ ceremony, status }) => ({ ceremony, status })),
        requests: requests.map(({ requestId, status }) => ({ requestId, status })),
      },
      text: lines.length === 0 ? "There is nothing for you to do." : lines.join("\n"),
    };
  },
});

async function continueCeremonies(acting: ActingOfficer) {
  const { officer, oracle } = acting;
  const own = officer.person.pseudonymOn(officer.chainId).personId;
  const mine = (await oracle.custody.ceremonies()).filter(
    (entry) => LIVING.includes(entry.status) && ceremonyOf(entry).officers.includes(own),
  );
  const done = [];
  for (const { ceremony } of mine) {
    const said = await attempted(async () => {
      const { entry, waitingFor } = await advanceCeremony(officer, ceremony);
      const waiting = listed(namesOf(acting, ceremonyOf(entry), waitingFor));
      return {
        status: entry.status,
        text: `${stateText(entry.status)}${waiting === "" ? "" : `, waiting for ${waiting}`}`,
      };
    });
    done.push({ ceremony, ...said, text: `Key ${shortId(ceremony)}: ${said.text}` });
  }
  return done;
}

async function continueRequests({ officer }: ActingOfficer) {
  const own = officer.person.pseudonymOn(officer.chainId).signer.address.toLowerCase();
  const open = await custodyRequests(officer, { status: "open" });
  const approved = open.filter(({ entry }) =>
    entry.decisions.some(
      ({ signed }) => signed.signer === own && signed.document.includes('"approves":true'),
    ),
  );
  const done = [];
  for (const { requestId } of approved.map(({ entry }) => entry)) {
    const said = await attempted(async () => {
      const { status } = (await advanceRequest(officer, requestId)).entry;
      return { status, text: status };
    });
    done.push({ requestId, ...said, text: `Request ${shortId(requestId)}: ${said.text}` });
  }
  return done;
}

interface Said {
  readonly status: string;
  readonly text: string;
}

/** One that is refused, because its record has changed or somebody lies, keeps the others from nothing. */
async function attempted(step: () => Promise<Said>): Promise<Said> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
    return { status: error.code, text: `${error.message} (${error.code})` };
  }
}

function stateText(status: CeremonyEntry["status"]): string {
  if (status === "ready")
    return "ready. The organisation's admin registers it: npx medlattice custody register";
  return status;
}
