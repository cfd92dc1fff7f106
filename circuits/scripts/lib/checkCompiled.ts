import { readFile } from "node:fs/promises";
import { hashFile } from "./ceremony.ts";
import { type Circuit, filesOf } from "./circuits.ts";
import { compile } from "./compile.ts";
import type { Transcript } from "./publish.ts";

/** What a new compilation gives otherwise than the transcript says. */
export async function checkCompiled(circuit: Circuit): Promise<readonly string[]> {
  const { r1cs, transcript: path, wasm } = filesOf(circuit);
  const transcript: Transcript = JSON.parse(await readFile(path, "utf8"));
  const { constraints, wires } = await compile(circuit);
  const wrong: string[] = [];
  if (constraints !== transcript.constraints || wires !== transcript.wires) wrong.push("the size is another");
  if ((await hashFile(r1cs)) !== transcript.r1cs) wrong.push("the constraints are others");
  if ((await hashFile(wasm)) !== transcript.wasm.sha256) wrong.push("the witness program is another");
  return wrong;
}
