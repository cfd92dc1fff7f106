import assert from "node:assert/strict";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Proof, writeProof } from "@medlattice/sdk/proof";
import { stateHash } from "@medlattice/sdk/record";
import { z } from "zod";
import { createAnchorage, PUBLIC_CHAIN } from "../../../../sdk/src/testing/anchorage.ts";
import { corrected } from "../../../../sdk/src/testing/corrected.ts";
import { confirmed, createWorld } from "../../../../sdk/src/testing/world.ts";
import { answerOf, failureOf, medlattice } from "../../testing/medlattice.ts";

const NOBODY = "http://127.0.0.1:9";
const world = await createWorld();
const { description, proofOf, standingOf } = createAnchorage(world);
const { evidence } = await confirmed(world);
const proof = await proofOf(evidence);

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "proof-"));
  await write("network.json", JSON.stringify(description));
  await write("proof.json", writeProof(proof));
});
after(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const verify = async (name: string, ...more: string[]) =>
  await medlattice([
    "proof",
    "verify",
    join(folder, name),
    "--network",
    join(folder, "network.json"),
    ...more,
  ]);

async function breaks(changed: Proof, link: string): Promise<void> {
  await write("broken.json", writeProof(changed));
  const outcome = await verify("broken.json", "--json");
  assert.equal(outcome.exitCode, 1);
  const { code, facts } = failureOf(outcome);
  assert.deepEqual([code, facts["link"]], ["PROOF_BROKEN", link]);
}

describe("proof verify", () => {
  it("says as which version and up to which height, and what it did not ask", async () => {
    const { exitCode, printed } = await verify("proof.json");
    assert.equal(exitCode, 0);
    assert.match(printed, /^Registered as version 0, corrections known up to height 510\.$/m);
    assert.match(printed, /of Riverside Hospital/);
    assert.match(printed, /The public chain was not asked: --rpc 7199=URL/);
    assert.doesNotMatch(printed, /\bvalid\b/i);
    const said = answerOf(await verify("proof.json", "--json"), {
      status: z.string(),
      version: z.number(),
      knownUpTo: z.number(),
      isSeenOnChain: z.boolean(),
    });
    assert.deepEqual(
      [said.status, said.version, said.knownUpTo, said.isSeenOnChain],
      ["registered", 0, 510, false],
    );
  });

  it("finds the description in the network's folder", async () => {
    const { exitCode } = await medlattice(["proof", "verify", join(folder, "proof.json"), "--state", folder]);
    assert.equal(exitCode, 0);
  });

  it("says superseded when the institution does", async () => {
    await write("superseded.json", writeProof({ ...proof, standing: await standingOf(evidence, 2) }));
    const { exitCode, printed } = await verify("superseded.json");
    assert.equal(exitCode, 0);
    assert.match(printed, /^Superseded: registered as version 0/);
  });

  it("holds for a corrected version with its label", async () => {
    const change = await corrected(world);
    const after = await proofOf(change.evidence, stateHash(change.before.evidence.state));
    await write("corrected.json", writeProof(after));
    assert.match((await verify("corrected.json")).printed, /^Registered as version 1,/);
    await breaks({ ...after, label: null }, "label");
  });

  it("names the link that breaks, in words", async () => {
    await breaks({ ...proof, tree: { ...proof.tree, path: [] } }, "tree");
    const { told, printed } = await verify("broken.json");
    assert.equal(printed, "");
    assert.match(told, /breaks where the record is in the patient's tree \(link “tree”\)/);
    assert.match(told, /Up to there it holds: record, signers, label, standing\./);
    await breaks({ ...proof, anchorPath: [] }, "anchor");
    const { anchor } = proof;
    await breaks({ ...proof, anchor: { ...anchor, signatures: anchor.signatures.slice(1) } }, "stations");
  });

  for (const [what, content, reason] of [
    ["a truncated file", () => writeProof(proof).subarray(0, 2_000), "DOCUMENT_NOT_JSON"],
    ["an empty file", () => "", "DOCUMENT_NOT_JSON"],
    ["a picture", () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff), "DOCUMENT_NOT_UTF8"],
    ["another document", () => JSON.stringify(description), "DOCUMENT_INVALID"],
  ] as const) {
    it(`refuses ${what} with a reason`, async () => {
      await write("other.json", content());
      const outcome = await verify("other.json", "--json");
      assert.equal(outcome.exitCode, 2);
      const { code, facts } = failureOf(outcome);
      assert.deepEqual([code, facts["reason"]], ["PROOF_UNREADABLE", reason]);
    });
  }

  it("reads no more of a huge file than a proof can have", async () => {
    const huge = await write("huge.json", "{");
    await truncate(huge, 2 ** 30);
    const outcome = await verify("huge.json", "--json");
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).facts["reason"], "DOCUMENT_TOO_LARGE");
  });

  it("refuses what it cannot use, each by its name", async () => {
    const refusal = async (...args: Parameters<typeof verify>) => {
      const outcome = await verify(...args, "--json");
      return [outcome.exitCode, failureOf(outcome).code];
    };
    assert.deepEqual(await refusal("none.json"), [2, "FILE_NOT_FOUND"]);
    assert.deepEqual(await refusal("proof.json", "--rpc", "7199"), [2, "OPTION_INVALID"]);
    assert.deepEqual(await refusal("proof.json", "--rpc", `7102=${NOBODY}`), [2, "NODE_NOT_NEEDED"]);
    assert.deepEqual(await refusal("proof.json", "--rpc", `${PUBLIC_CHAIN}=${NOBODY}`), [
      1,
      "CHAIN_UNREACHABLE",
    ]);
    const nothing = await medlattice([
      "proof",
      "verify",
      join(folder, "proof.json"),
      "--state",
      join(folder, "no"),
      "--json",
    ]);
    assert.deepEqual([nothing.exitCode, failureOf(nothing).code], [2, "NETWORK_NOT_FOUND"]);
  });
});
