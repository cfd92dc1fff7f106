import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import { zKey } from "snarkjs";
import { unpackKey } from "../../../sdk/src/circuits/unpackKey.ts";
import { type Circuit, filesOf } from "./circuits.ts";
import { hashSources } from "./compile.ts";
import { generatedFiles } from "./generated.ts";
import { type Artifact, type Transcript, toolVersions } from "./publish.ts";

/** What does not belong together of a circuit's sources, shipped files, transcript and generated code. */
export async function checkShipped(circuit: Circuit): Promise<readonly string[]> {
  const files = filesOf(circuit);
  const transcript: Transcript = JSON.parse(await readFile(files.transcript, "utf8"));
  const wrong: string[] = [];
  const expect = (holds: boolean, what: string) => {
    if (!holds) wrong.push(what);
  };

  expect(isDeepStrictEqual(transcript.sources, await hashSources(circuit)), "the sources have changed");
  expect(isDeepStrictEqual(transcript.tools, await toolVersions()), "the tools have changed");

  const packedKey = await readFile(files.packedKey);
  const key = unpackKey(gunzipSync(packedKey));
  expect(isArtifact(transcript.key, key, packedKey), "the proving key is not the transcript's");
  expect(
    transcript.key.sha256 === transcript.phase2.at(-1)?.sha256,
    "the proving key is not the last of the ceremony",
  );
  const packedWasm = await readFile(files.packedWasm);
  expect(
    isArtifact(transcript.wasm, gunzipSync(packedWasm), packedWasm),
    "the witness program is not the transcript's",
  );

  const text = await readFile(files.verificationKey, "utf8");
  expect(transcript.verificationKey === hash(text), "the verifying key is not the transcript's");
  const exported: unknown = await zKey.exportVerificationKey({ type: "mem", data: key });
  expect(isDeepStrictEqual(JSON.parse(text), exported), "the verifying key is not that of the proving key");
  for (const [file, content] of await generatedFiles(circuit)) {
    const current = await readFile(file, "utf8").catch(() => "");
    expect(current === content, `${file} is not what the keys give: npm run generate -w circuits`);
  }
  return wrong;
}

function isArtifact(expected: Artifact, content: Uint8Array, packed: Uint8Array): boolean {
  const found = {
    sha256: hash(content),
    bytes: content.length,
    packedSha256: hash(packed),
    packedBytes: packed.length,
  };
  return isDeepStrictEqual(expected, found);
}

function hash(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
