import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { chameleonOpening } from "../../circuits/generated/chameleon-opening.ts";
import { proofHolds } from "../../circuits/proofHolds.ts";
import { anOpening } from "../../circuits/testing/opening.ts";
import { visibleTextOf, withCode } from "../../testing/errors.ts";
import { createNodeProver } from "./index.ts";

const SHIPPED = fileURLToPath(new URL("../../../../circuits/compiled/", import.meta.url));

describe("createNodeProver", () => {
  const prover = createNodeProver();
  after(() => prover.close());

  it("proves several things that are asked at once", async () => {
    const { byRandomness, byTrapdoor } = anOpening();
    const proofs = await Promise.all(
      [byRandomness, byTrapdoor].map(async (inputs) => await prover.prove(chameleonOpening, inputs)),
    );
    for (const { proof, signals } of proofs) {
      assert.equal(signals.m, byTrapdoor["m"]);
      assert.ok(proofHolds(chameleonOpening, signals, proof));
    }
  });

  it("says what does not hold, shows nothing of it, and goes on", async () => {
    const { byTrapdoor } = anOpening();
    const secret = 0xdeadbeefcafen;
    const refused = await prover
      .prove(chameleonOpening, { ...byTrapdoor, secret })
      .catch((error: unknown) => error);
    withCode("CIRCUIT_REFUSES")(refused);
    assert.doesNotMatch(visibleTextOf(refused), new RegExp(`${secret}|${secret.toString(16)}`));
    const wrong = prover.prove(chameleonOpening, { ...byTrapdoor, m: [1n, 2n] });
    await assert.rejects(wrong, withCode("CIRCUIT_INPUT_INVALID", { name: "m" }));
    await prover.prove(chameleonOpening, byTrapdoor);
  });

  it("tells how far a circuit's files are, once", async () => {
    const fresh = createNodeProver();
    const told: (readonly [number, number])[] = [];
    const onLoading = (...stage: readonly [number, number]) => told.push(stage);
    const { byTrapdoor } = anOpening();
    await fresh.prove(chameleonOpening, byTrapdoor, { onLoading });
    const total = chameleonOpening.key.packedBytes + chameleonOpening.wasm.packedBytes;
    assert.deepEqual(told.at(-1), [total, total]);
    const count = told.length;
    await fresh.prove(chameleonOpening, byTrapdoor, { onLoading });
    assert.equal(told.length, count);
    fresh.close();
  });

  it("stops when asked to, and starts again", async () => {
    const { byTrapdoor } = anOpening();
    const aborted = new AbortController();
    const attempt = prover.prove(chameleonOpening, byTrapdoor, { signal: aborted.signal });
    setTimeout(() => aborted.abort(new Error("enough")), 20);
    await assert.rejects(attempt, /enough/);
    await assert.rejects(prover.prove(chameleonOpening, byTrapdoor, { signal: aborted.signal }), /enough/);
    const closed = prover.prove(chameleonOpening, byTrapdoor);
    setTimeout(() => prover.close(), 200);
    await assert.rejects(closed, withCode("PROVER_STOPPED"));
    await prover.prove(chameleonOpening, byTrapdoor);
  });

  it("keeps no program running and prints nothing", async () => {
    const program = `
      import { createNodeProver } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
      import { chameleonOpening } from ${JSON.stringify(new URL("../../circuits/index.ts", import.meta.url).href)};
      import { anOpening } from ${JSON.stringify(new URL("../../circuits/testing/opening.ts", import.meta.url).href)};
      const prover = createNodeProver();
      const { byTrapdoor } = anOpening();
      await prover.prove(chameleonOpening, byTrapdoor);
      await prover.prove(chameleonOpening, { ...byTrapdoor, secret: 1n }).catch(() => undefined);
    `;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", program]);
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => printed.push(chunk));
    const [code] = await once(child, "close");
    assert.equal(Buffer.concat(printed).toString(), "");
    assert.equal(code, 0);
  });
});

describe("createNodeProver with other files", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "medlattice-circuits-"));
    await cp(SHIPPED, folder, { recursive: true });
  });
  after(async () => await rm(folder, { recursive: true }));

  it("takes the very files that belong to it only", async () => {
    const path = join(folder, chameleonOpening.key.file);
    const key = await readFile(path);
    key[key.length >> 1] = (key[key.length >> 1] ?? 0) ^ 1;
    await writeFile(path, key);
    const prover = createNodeProver({ folder });
    const attempt = prover.prove(chameleonOpening, anOpening().byTrapdoor);
    await assert.rejects(attempt, withCode("CIRCUIT_FILE_FOREIGN", { file: chameleonOpening.key.file }));
    await rm(path);
    const missing = prover.prove(chameleonOpening, anOpening().byTrapdoor);
    await assert.rejects(missing, withCode("CIRCUIT_FILE_UNAVAILABLE", { file: chameleonOpening.key.file }));
    prover.close();
  });
});
