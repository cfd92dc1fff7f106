import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { verifyTypedData } from "viem";
import {
  blockFiles,
  chunks,
  codeOf,
  digestOf,
  newStore,
  newStoreIn,
  openStore,
} from "../store/testing/stores.ts";
import { eraseVersion } from "./eraseVersion.ts";
import { eraseOptions, keepVersion, KEY, OTHER_RECORD, sealedFile } from "./testing/erasing.ts";
import { welcomeUnless } from "./tombstones.ts";

const CHILD = fileURLToPath(new URL("./testing/childErasure.ts", import.meta.url));
/** begin, destroy, forget, erase twice, forget, remove, finish */
const STEPS = 8;
const SECRETS = ["a scalar, sealed", "capsules and shares", "an answer"];

async function kept() {
  const { store, folder, database } = await newStore();
  const file = Buffer.from(await sealedFile());
  const { cid } = await store.add(chunks(file));
  const options = eraseOptions(database, store);
  keepVersion(options, cid);
  return { store, folder, database, file, cid, options, digest: digestOf(file) };
}

type Kept = Awaited<ReturnType<typeof kept>>;

function requireGone({
  folder,
  options,
  store,
  cid,
}: Pick<Kept, "folder" | "options" | "store" | "cid">): void {
  assert.equal(store.table.find(cid), undefined);
  assert.deepEqual(blockFiles(folder), []);
  assert.equal(options.scalars.find(KEY)?.sealed, undefined);
  assert.deepEqual(options.manifests.ofVersion(KEY.chainId, KEY.recordId, KEY.version), []);
  for (const name of readdirSync(folder).filter((file) => file.startsWith("oracle.sqlite"))) {
    const bytes = readFileSync(join(folder, name));
    for (const secret of SECRETS) assert.equal(bytes.includes(secret), false, `${secret} in ${name}`);
  }
}

describe("eraseVersion", () => {
  it("leaves a tombstone and a signed receipt, and nothing else", async () => {
    const all = await kept();
    const { options, cid, digest } = all;
    const order = { ...KEY, cid, digest: `0x${digest}` as const, endsRecord: false };
    const receipt = await eraseVersion(options, order);
    assert.deepEqual(await eraseVersion(options, order), receipt, "the same again");
    const { signature, ...message } = receipt;
    assert.ok(
      await verifyTypedData({
        address: "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A",
        domain: {
          name: "MedLattice RecordCorrection",
          version: "1",
          chainId: KEY.chainId,
          verifyingContract: `0x${"0c".repeat(20)}`,
        },
        types: {
          ErasureReceipt: [
            { name: "recordId", type: "bytes32" },
            { name: "version", type: "uint32" },
            { name: "organization", type: "bytes32" },
            { name: "erasedAt", type: "uint40" },
          ],
        },
        primaryType: "ErasureReceipt",
        message,
        signature,
      }),
    );
    requireGone(all);
  });

  it("is done in the end wherever the process dies", async () => {
    for (let step = 0; step <= STEPS; step++) {
      const { folder, database, cid, digest } = await kept();
      database.close();
      const child = spawnSync(process.execPath, [CHILD, folder, String(step), cid, digest], {
        encoding: "utf8",
      });
      if (step === STEPS) assert.equal(child.stdout, `${STEPS}\n`, child.stderr);
      else assert.equal(child.signal, "SIGKILL", `step ${step}: ${child.stderr}`);
      const again = await reopened(folder);
      const order = { ...KEY, cid, digest: `0x${digest}` as const, endsRecord: false };
      await eraseVersion(again.options, order);
      requireGone({ folder, ...again, cid });
      again.options.tombstones.requireContent({ cid: "b".repeat(30) });
      const requireContent = async () => again.options.tombstones.requireContent({ cid, sha256: digest });
      assert.equal(await codeOf(requireContent()), "CONTENT_ERASED", `step ${step}`);
    }
  });

  it("takes nobody else's file away, whatever a manifest calls its own", async () => {
    const { store, options } = await kept();
    const foreign = Buffer.from(await sealedFile(OTHER_RECORD));
    const { cid } = await store.add(chunks(foreign));
    store.table.link(cid, { chainId: KEY.chainId, recordId: OTHER_RECORD });
    store.table.link(cid, KEY);
    const digest = `0x${digestOf(foreign)}` as const;
    await eraseVersion(options, { ...KEY, cid, digest, endsRecord: false });
    assert.ok(store.table.find(cid) !== undefined);
    options.tombstones.requireContent({ cid, sha256: digest });
    assert.deepEqual(store.table.recordsOf(cid), [{ chainId: KEY.chainId, recordId: OTHER_RECORD }]);
  });
});

describe("a store that knows of an erasure", () => {
  it("takes no file in that says of itself that it is of that version", async () => {
    const { folder, database, options, cid, digest } = await kept();
    await eraseVersion(options, { ...KEY, cid, digest: `0x${digest}`, endsRecord: false });
    const requireWelcome = welcomeUnless(options.tombstones);
    const store = await openStore(folder, database, undefined, { requireWelcome });
    const sealedAnew = Buffer.from(await sealedFile());
    assert.equal(await codeOf(store.add(chunks(sealedAnew))), "CONTENT_ERASED");
    assert.deepEqual(blockFiles(folder), []);
    const next = Buffer.from(await sealedFile(KEY.recordId, 1));
    assert.ok((await store.add(chunks(next))).cid);
  });
});

async function reopened(folder: string) {
  const { database, store } = await newStoreIn(folder);
  return { store, options: eraseOptions(database, store) };
}
