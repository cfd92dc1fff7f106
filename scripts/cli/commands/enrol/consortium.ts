import { PermissionError } from "@medlattice/sdk/errors";
import { consortiumOf } from "@medlattice/sdk/network";
import { dealToEmergencyKey, enrolByVoucher, requestVoucher } from "@medlattice/sdk/person";
import { z } from "zod";
import { openApplicant } from "../../lib/applicants.ts";
import { defineCommand } from "../../lib/command.ts";
import { openPerson, privateChain } from "../../lib/openPerson.ts";
import { settleOn } from "../../lib/settle.ts";

export const consortiumCommand = defineCommand({
  usage: "consortium",
  summary: "for patients: join the chain on which institutions share, under a new pseudonym",
  detail:
    "Your institution vouches for you to the health authority, which enrols a pseudonym that the institution never sees.\n" +
    "Your keys are also dealt to the network's emergency key, so that two organisations together can open the way to your\n" +
    "records if you are unconscious; --no-emergency leaves that out.",
  options: [
    ["--from <chain>", "the institution that vouches, by its chain (default: your own)"],
    ["--no-emergency", "deal nothing to the emergency key"],
  ],
  input: z.strictObject({ from: z.string().optional(), emergency: z.boolean() }),
  example: "enrol consortium --as ada-chen",
  async run(cli, { from, emergency }) {
    const before = await openPerson(cli, "patient");
    const { network, profile, folder } = before;
    if (profile.role !== "Patient") {
      throw new PermissionError("PATIENTS_ONLY", "Vouchers are for patients.", {
        hints: ["Others enrol at their organisation's desk: npx medlattice enrol request --chain consortium"],
      });
    }
    const own = privateChain(before, from);
    const { chainId } = consortiumOf(network);
    const held = await requestVoucher(before.person, own);
    const { applicant } = await openApplicant(
      { ...cli, as: folder },
      { at: held.voucher.authority, chain: String(chainId) },
    );
    await enrolByVoucher(applicant, held);
    const after = await openPerson({ ...cli, as: folder }, "patient");
    await settleOn(after, chainId);
    const dealt = emergency ? (await dealToEmergencyKey(after.person, own)).dealt : [];
    const words = emergency
      ? `${dealt.length} organisations hold a share for emergencies; none can open anything alone.`
      : "Nothing was dealt to the emergency key: in an emergency nobody can open your records for you.";
    return {
      data: { chainId, personId: applicant.personId, emergencyShares: dealt.length },
      text: `${profile.name} can share with other institutions now (chain ${after.names.chain(chainId)}).\n${words}`,
    };
  },
});
