import { parseStoredJson, storeJson } from "@medlattice/sdk/codec";
import { checkPatientProof, proveRecord } from "@medlattice/sdk/person";
import { patientProofSchema } from "@medlattice/sdk/record";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { kindInWords, reasonInWords } from "../../lib/correctionWords.ts";
import { readInput, writeOutput } from "../../lib/files.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { enough, findRecord } from "../../lib/records.ts";
import { counted } from "../../lib/text.ts";

export const proveCommand = defineCommand({
  usage: "prove <id>",
  summary: "the patient's own proof that a record is in her account, which holds on after corrections",
  detail:
    "It names record, pseudonym and the root of the patient's tree, nothing of the content. Whoever has a node of the chain checks it with\nrecord check-proof.",
  options: [
    ["--out <file>", "where to write the proof; - for standard output"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({ id: z.string(), out: z.string().optional(), chain: z.string().optional() }),
  example: "record prove 0x1a2b --out proof.json",
  async run(cli, { id, out, chain }) {
    const acting = await openPerson(cli, "patient");
    const { chainId, state } = await findRecord(acting, id, { chain, as: "patient" });
    const { recordId } = state;
    const proof = await proveRecord(acting.person, { chainId, recordId });
    const { bytes } = storeJson(patientProofSchema, proof);
    if (out === "-") return { data: { proof }, text: "", raw: bytes };
    const file = out === undefined ? null : await writeOutput(out, bytes);
    return {
      data: { proof, out: file },
      text: [
        `Record ${enough(recordId)}, version ${proof.version}, is under the root of your first ${counted(proof.height, "record")}:`,
        proof.root,
        file === null ? "Write it to a file with --out <file>." : `Written to ${file}`,
      ].join("\n"),
    };
  },
});

export const checkProofCommand = defineCommand({
  usage: "check-proof <file>",
  summary: "check a patient's proof against the chain, and what became of the record since",
  detail: "Needs a node of the record's chain. It never says just that a record is valid, but as of when.",
  input: z.strictObject({ file: z.string() }),
  example: "record check-proof proof.json --as doctor-hospital",
  async run(cli, { file }) {
    const { value: proof } = parseStoredJson(patientProofSchema, await readInput(file));
    const acting = await openPerson(cli, "patient");
    const checked = await checkPatientProof(acting.person, proof);
    const { status, version, corrections, knownUpTo } = checked;
    const since = corrections.map(
      (each) => `  version ${each.version}: ${kindInWords(each.kind)} (${reasonInWords(each.reason)})`,
    );
    return {
      data: { recordId: proof.recordId, chainId: proof.chainId, ...checked },
      text: [
        `Registered as version ${version}; ${
          status === "registered" ? "not corrected since" : status
        }, as known up to block ${knownUpTo}.`,
        ...since,
      ].join("\n"),
    };
  },
});
