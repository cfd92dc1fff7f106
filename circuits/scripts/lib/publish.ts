import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { zKey } from "snarkjs";
import { hashFile, type Step } from "./ceremony.ts";
import { type Circuit, filesOf } from "./circuits.ts";
import { type Compiled, hashSources } from "./compile.ts";
import { packKey } from "./packKey.ts";
import { CIRCUITS_FOLDER, COMPILED_FOLDER } from "./paths.ts";
import { listSteps } from "./phase2.ts";

/** What was made of what: everything by its SHA-256, hexadecimal. */
export interface Transcript {
  readonly circuit: string;
  readonly tools: Readonly<Record<string, string>>;
  /** Every source, circomlib's too. */
  readonly sources: Readonly<Record<string, string>>;
  readonly constraints: number;
  readonly wires: number;
  readonly r1cs: string;
  readonly powersOfTau: { readonly power: number; readonly steps: readonly Step[] };
  readonly phase2: readonly Step[];
  readonly wasm: Artifact;
  readonly key: Artifact;
  /** Of NAME.vkey.json. */
  readonly verificationKey: string;
  readonly chains: Chains;
}

/** First and last id of the chains that the keys may be used on. */
export type Chains = readonly [first: number, last: number] | "any";

/** The embedded chains' ids. Whoever ran a ceremony on one machine could know its trapdoor, so its keys are for these alone. */
export const EMBEDDED_CHAINS: Chains = [7100, 7199];

/** A file that is shipped packed. */
export interface Artifact {
  readonly sha256: string;
  readonly bytes: number;
  readonly packedSha256: string;
  readonly packedBytes: number;
}

/** Writes what is shipped of a circuit: witness program, keys, transcript. */
export async function publish(circuit: Circuit, compiled: Compiled, chains: Chains): Promise<void> {
  const files = filesOf(circuit);
  await mkdir(COMPILED_FOLDER, { recursive: true });
  const key = await readFile(files.key("final"));
  const wasm = await readFile(files.wasm);
  const packedKey = packKey(key);
  const packedWasm = gzipSync(wasm, { level: 9 });
  await writeFile(files.packedKey, packedKey);
  await writeFile(files.packedWasm, packedWasm);
  await writeJson(files.verificationKey, await zKey.exportVerificationKey(files.key("final")));
  const { powers, key: phase2 } = await listSteps(circuit);
  const transcript: Transcript = {
    circuit: circuit.name,
    tools: await toolVersions(),
    sources: await hashSources(circuit),
    ...compiled,
    r1cs: await hashFile(files.r1cs),
    powersOfTau: { power: circuit.power, steps: powers },
    phase2,
    wasm: artifact(wasm, packedWasm),
    key: artifact(key, packedKey),
    verificationKey: await hashFile(files.verificationKey),
    chains,
  };
  await writeJson(files.transcript, transcript);
}

/** The versions that the workspace pins. */
export async function toolVersions(): Promise<Record<string, string>> {
  const manifest: { readonly devDependencies: Record<string, string> } = JSON.parse(
    await readFile(`${CIRCUITS_FOLDER}package.json`, "utf8"),
  );
  return manifest.devDependencies;
}

function artifact(content: Uint8Array, packed: Uint8Array): Artifact {
  const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  return {
    sha256: hash(content),
    bytes: content.length,
    packedSha256: hash(packed),
    packedBytes: packed.length,
  };
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
