import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseNetwork } from "@medlattice/sdk/network";
import { readProof } from "@medlattice/sdk/proof";
import { z } from "zod";
import { answerOf, type Outcome } from "../../scripts/cli/testing/medlattice.ts";
import { idSchema, prefixOf } from "./fixture.ts";
import { OBSERVATION, type Story } from "./story.ts";

const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;

/** Records proven to whoever has the file and the network's description, up to the public chain (DESIGN rule 20; systems.md P1, S6). */
export function proofs(story: () => Story): void {
  describe("a proof (rule 20)", () => {
    const said = {
      status: z.string(),
      version: z.int(),
      knownUpTo: z.int(),
      isSeenOnChain: z.boolean(),
      areSignersKnown: z.boolean(),
    };
    const listed = { records: z.array(z.object({ recordId: idSchema, version: z.int() })) };
    const fileOf = (name: string) => join(story().cli.folder, `${name}.json`);

    /** Records of the last seconds are under no anchor yet. */
    async function make(recordId: string, name: string): Promise<Outcome> {
      const { cli } = story();
      for (const end = Date.now() + PATIENCE_MS; ;) {
        const outcome = await cli.tell(`proof make ${prefixOf(recordId)} --out ${fileOf(name)} --json`);
        const isEarly = outcome.printed.includes("PROOF_NOT_ANCHORED");
        if (!isEarly || Date.now() > end) return outcome;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }

    async function urlOf(kind: "public" | "private"): Promise<string> {
      const text = await readFile(join(story().cli.state, "network.json"), "utf8");
      const chain = parseNetwork(JSON.parse(text)).chains.find((each) => each.kind === kind);
      assert.ok(chain !== undefined);
      return `${chain.chainId}=${chain.rpcUrl}`;
    }

    it("is made by the patient, after the network has anchored the record", async () => {
      const { record } = story();
      const outcome = await make(record, "anchored-proof");
      assert.equal(outcome.exitCode, 0, outcome.told);
      const { isSeenOnChain, areSignersKnown, status, version } = answerOf(outcome, said);
      assert.deepEqual([status, version, isSeenOnChain, areSignersKnown], ["registered", 0, true, true]);
      assert.equal(readProof(await readFile(fileOf("anchored-proof"))).evidence.state.recordId, record);
    });

    it("is nobody else's to make", async () => {
      const { cli, record } = story();
      const stranger = await cli.fail(`proof make ${prefixOf(record)} --as doctor-platform`);
      assert.notEqual(stranger.outcome[0], 0);
    });

    it("holds by the description alone, and by nodes where they are named", async () => {
      const { cli } = story();
      const offline = await cli.ask(said, `proof verify ${fileOf("anchored-proof")}`);
      assert.deepEqual([offline.isSeenOnChain, offline.areSignersKnown], [false, false]);
      const [publicNode, recordNode] = [await urlOf("public"), await urlOf("private")];
      const asked = await cli.ask(
        said,
        `proof verify ${fileOf("anchored-proof")} --rpc ${publicNode} --rpc ${recordNode}`,
      );
      assert.deepEqual([asked.isSeenOnChain, asked.areSignersKnown], [true, true]);
      const [publicId = ""] = publicNode.split("=");
      const [, ...recordUrl] = recordNode.split("=");
      const mixed = await cli.fail(
        `proof verify ${fileOf("anchored-proof")} --rpc ${publicId}=${recordUrl.join("=")}`,
      );
      assert.deepEqual(mixed.outcome, [2, "NODE_OTHER_CHAIN"]);
    });

    it("names the link that a changed byte breaks", async () => {
      const { cli } = story();
      const { snapshot, ...proof } = readProof(await readFile(fileOf("anchored-proof")));
      const account = { ...snapshot.account, balance: snapshot.account.balance + 1 };
      const changed = JSON.stringify({ ...proof, snapshot: { ...snapshot, account } });
      const file = await cli.write("changed-proof.json", changed);
      const { outcome, error } = await cli.fail(`proof verify ${file}`);
      assert.deepEqual([...outcome, error.facts["link"]], [1, "PROOF_BROKEN", "snapshot"]);
    });

    it("is superseded by a later correction for whoever asks the record's chain, and says no more than before to others", async () => {
      const { cli, record } = story();
      const file = await cli.write("later.json", OBSERVATION.replace("5.10", "0.29"));
      const correct = `correct ${prefixOf(record)} --file ${file} --reason wrong-value`;
      const { correctionHash } = await cli.ask({ correctionHash: idSchema }, correct);
      await cli.ask({ status: z.literal("landed") }, `corrections permit ${prefixOf(correctionHash)}`);
      const verify = `proof verify ${fileOf("anchored-proof")}`;
      const asked = await cli.ask(said, `${verify} --rpc ${await urlOf("private")}`);
      const offline = await cli.ask(said, verify);
      assert.deepEqual([offline.status, asked.status], ["registered", "superseded"]);
      assert.ok(offline.knownUpTo < asked.knownUpTo);
    });

    it("of a record that was corrected twice has the last correction's label", async () => {
      const { cli } = story();
      const { records } = await cli.ask(listed, "record list");
      const corrected = records.find(({ version }) => version === 2);
      assert.ok(corrected !== undefined);
      const outcome = await make(corrected.recordId, "corrected-proof");
      assert.equal(outcome.exitCode, 0, outcome.told);
      const { printed } = await cli.tell(`proof verify ${fileOf("corrected-proof")}`);
      assert.match(printed, /^Registered as version 2, corrections known up to height \d+\./);
      const proof = readProof(await readFile(fileOf("corrected-proof")));
      const file = await cli.write("unlabelled.json", JSON.stringify({ ...proof, label: null }));
      assert.equal((await cli.fail(`proof verify ${file}`)).error.facts["link"], "label");
    });
  });
}
