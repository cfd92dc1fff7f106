import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Circuit, filesOf } from "./circuits.ts";
import { CIRCUITS_FOLDER } from "./paths.ts";
import type { Transcript } from "./publish.ts";
import { toSolidity } from "./toSolidity.ts";
import { toTypeScript } from "./toTypeScript.ts";
import { readVerificationKey } from "./verificationKey.ts";

const PROJECT_FOLDER = resolve(CIRCUITS_FOLDER, "..");

/** What is generated from a circuit's keys, by the file it belongs into. */
export async function generatedFiles(circuit: Circuit): Promise<ReadonlyMap<string, string>> {
  const key = readVerificationKey(circuit);
  const transcript: Transcript = JSON.parse(await readFile(filesOf(circuit).transcript, "utf8"));
  const solidity = `${PROJECT_FOLDER}/contracts/src/correction/groth16/${circuit.contract}Proof.sol`;
  const typeScript = `${PROJECT_FOLDER}/sdk/src/circuits/generated/${circuit.name}.ts`;
  return new Map([
    [solidity, toSolidity(circuit, key, transcript.chains)],
    [typeScript, toTypeScript(circuit, key, transcript)],
  ]);
}
