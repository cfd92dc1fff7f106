import { makeProof } from "@medlattice/sdk/person";
import { writeProof } from "@medlattice/sdk/proof";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { writeOutput } from "../../lib/files.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { provenInWords } from "../../lib/proofWords.ts";
import { enough, findRecord } from "../../lib/records.ts";

const STAGES = {
  asking: "Asking the institution for the proof …",
  checking: "Checking it as a stranger would …",
} as const;

export const makeCommand = defineCommand({
  usage: "make <record>",
  summary: "a file that proves one of your records to anybody, offline, up to a public chain",
  detail:
    "It names pseudonyms, accounts and hashes, nothing of the content. It is checked before it is written. A new record can be proven once the\n" +
    "institution's next snapshot is anchored.",
  options: [
    ["--out <file>", "default medlattice-proof-RECORD.json in this folder; - for standard output"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({ record: z.string(), out: z.string().optional(), chain: z.string().optional() }),
  example: "proof make 0x1a2b --out proof.json",
  async run(cli, { record, out, chain }) {
    const acting = await openPerson(cli, "patient");
    const { chainId, state } = await findRecord(acting, record, { chain, as: "patient" });
    const { recordId } = state;
    const { proof, verified } = await makeProof(acting.person, { chainId, recordId }, (stage) =>
      cli.note(STAGES[stage]),
    );
    const bytes = writeProof(proof);
    if (out === "-") return { data: { ...verified, proof }, text: "", raw: bytes };
    const file = await writeOutput(out ?? `medlattice-proof-${enough(recordId).slice(2)}.json`, bytes);
    return {
      data: { ...verified, out: file },
      text: [...provenInWords(acting.network, verified), `Written to ${file}`].join("\n"),
    };
  },
});
