import {
  challengeOpening,
  correctionNotices,
  correctionRequests,
  erasuresOf,
  requestCorrection,
  sentCorrectionRequests,
} from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { kindInWords } from "../../lib/correctionWords.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { findRecord, sideOf } from "../../lib/records.ts";
import { printable, shortId } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

const chainOption = ["--chain <name>", "at the institution with this chain"] as const;

export const askCommand = defineCommand({
  usage: "ask <record>",
  summary: "say that a record is wrong: patient to doctor, or doctor to patient",
  options: [["--words <text>", "what is wrong, in your own words; sealed", "required"], chainOption],
  input: z.strictObject({
    record: z.string(),
    words: z.string().trim().min(1),
    chain: z.string().optional(),
  }),
  example: "corrections ask 0x1a2b --words 'This is not my value'",
  async run(cli, { record, words, chain }) {
    const acting = await openPerson(cli, "patient");
    const { chainId, state } = await findRecord(acting, record, { chain, as: sideOf(acting) });
    const { recordId } = state;
    const request = await requestCorrection(acting.person, { chainId, recordId, words });
    return { data: { recordId, chainId, request }, text: "Sent." };
  },
});

export const inboxCommand = defineCommand({
  usage: "inbox",
  summary: "who told you that a record is wrong, or was corrected since you read it; what you have said",
  input: z.strictObject({}),
  example: "corrections inbox --as doctor-hospital",
  async run(cli) {
    const acting = await openPerson(cli, "doctor");
    const requests: Record<string, unknown>[] = [];
    const sent: Record<string, unknown>[] = [];
    const notices: Record<string, unknown>[] = [];
    const lines: string[] = [];
    for (const { chainId } of acting.person.pseudonyms) {
      for (const one of await correctionRequests(acting.person, chainId)) {
        const { hash, recordId, version, sender, words, time } = one;
        requests.push({ hash, chainId, recordId, version, sender, words, time });
        lines.push(
          `${localTime(time)}  ${acting.names.person(sender)}: record ${shortId(recordId)} is wrong: ${printable(words)}`,
        );
      }
      for (const one of await sentCorrectionRequests(acting.person, chainId)) {
        const { hash, recordId, version, recipient, words, time } = one;
        sent.push({ hash, chainId, recordId, version, recipient, words, time });
        lines.push(
          `${localTime(time)}  you to ${acting.names.person(recipient)}: record ${shortId(recordId)} is wrong: ${printable(words)}`,
        );
      }
      for (const one of await correctionNotices(acting.person, chainId)) {
        const { recordId, version, presentVersion, kind, words, time } = one;
        notices.push({ chainId, recordId, version, presentVersion, kind: kindInWords(kind), words, time });
        lines.push(
          `${localTime(time)}  record ${shortId(recordId)}, read as version ${version}: ${kindInWords(kind)} since. ${printable(words)}`,
        );
      }
    }
    return { data: { requests, sent, notices }, text: lines.length === 0 ? "Nothing." : lines.join("\n") };
  },
});

export const erasuresCommand = defineCommand({
  usage: "erasures <record>",
  summary: "who has confirmed by signature that former versions are gone",
  options: [chainOption],
  input: z.strictObject({ record: z.string(), chain: z.string().optional() }),
  example: "corrections erasures 0x1a2b",
  async run(cli, { record, chain }) {
    const acting = await openPerson(cli, "patient");
    const { chainId, state } = await findRecord(acting, record, { chain, as: sideOf(acting) });
    const versions = await erasuresOf(acting.person, { chainId, recordId: state.recordId });
    const lines = versions.flatMap(({ version, receipts, waitingFor }) => [
      ...receipts.map(
        ({ organization, erasedAt }) =>
          `Version ${version}  ${acting.names.organization(organization)}, ${localTime(erasedAt)}`,
      ),
      ...waitingFor.map(
        (orgId) => `Version ${version}  ${acting.names.organization(orgId)} has yet to confirm`,
      ),
    ]);
    return {
      data: { recordId: state.recordId, chainId, versions },
      text: lines.length === 0 ? "This record was never corrected." : lines.join("\n"),
    };
  },
});

export const challengeCommand = defineCommand({
  usage: "challenge <record>",
  summary: "have the chain verify the opening that a record was registered with",
  options: [chainOption],
  input: z.strictObject({ record: z.string(), chain: z.string().optional() }),
  example: "corrections challenge 0x1a2b",
  async run(cli, { record, chain }) {
    const acting = await openPerson(cli, "patient");
    const { chainId, state } = await findRecord(acting, record, { chain, as: sideOf(acting) });
    const { holds, blockNumber } = await challengeOpening(acting.person, {
      chainId,
      recordId: state.recordId,
    });
    return {
      data: { recordId: state.recordId, chainId, holds, blockNumber },
      text: holds ? "It holds." : "It does not hold: the record was registered with a false proof.",
    };
  },
});
