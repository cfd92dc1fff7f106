import { acceptAtDesk } from "@medlattice/sdk/person";
import { z } from "zod";
import { noCodeYet, openApplicant } from "../../lib/applicants.ts";
import { defineCommand } from "../../lib/command.ts";
import { dropNote, readNote } from "../../lib/enrolmentNote.ts";
import { findChain, loadNetwork } from "../../lib/network.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { settleOn } from "../../lib/settle.ts";

export const acceptCommand = defineCommand({
  usage: "accept",
  summary: "fetch the credential the manager has signed, sign it too, and be enrolled",
  detail: "Publishes your keys and leaves a wrapped copy of them with the oracle, which cannot open it.",
  options: [
    ["--at <organization>", "whose desk (default: your own organisation)"],
    ["--chain <name>", "which chain (default: the organisation's private chain)"],
  ],
  input: z.strictObject({ at: z.string().optional(), chain: z.string().optional() }),
  example: "enrol accept --as ada-chen",
  async run(cli, input) {
    const { applicant, desk, folder, key, profile } = await openApplicant(cli, { ...input, mayBegin: false });
    const { chainId, personId } = applicant;
    const note = await readNote(folder, chainId);
    if (note === null) throw noCodeYet(key);
    await acceptAtDesk(applicant, note.token);
    await settleOn(await openPerson({ ...cli, as: folder }, "patient"), chainId);
    await dropNote(folder, chainId);
    const { name } = findChain(await loadNetwork(cli.state), String(chainId));
    const next =
      profile.role === "Patient"
        ? [`To share with other institutions too: npx medlattice enrol consortium --as ${key}`]
        : [];
    return {
      data: { chainId, personId, organization: desk.orgId },
      text: [`${profile.name} is enrolled at ${desk.name} (chain ${name}).`, ...next].join("\n"),
    };
  },
});
