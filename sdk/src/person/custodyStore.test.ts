import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { MasterKey } from "../keys/index.ts";
import { withCode } from "../testing/errors.ts";
import { keepSealed, memoryCustody, openSealed } from "./custodyStore.ts";

const schema = z.strictObject({ format: z.literal("medlattice/test/v1"), secret: z.string() });
const value = { format: "medlattice/test/v1", secret: "CANARY-4711" } as const;

async function kept(name = "share-1") {
  const store = memoryCustody();
  const master = MasterKey.generate();
  await keepSealed({ store, master }, name, schema, value);
  const bytes = await store.read(name);
  assert.ok(bytes);
  return { store, master, name, bytes };
}

describe("what an officer keeps", () => {
  it("opens under the officer's master key, and shows nothing without it", async () => {
    const { master, name, bytes } = await kept();
    assert.deepEqual(openSealed(master, name, schema, bytes), value);
    assert.equal(new TextDecoder("latin1").decode(bytes).includes("CANARY"), false);
  });

  it("is refused under another master key, another name, and with any byte changed", async () => {
    const { master, name, bytes } = await kept();
    const refused = withCode("AEAD_INVALID");
    assert.throws(() => openSealed(MasterKey.generate(), name, schema, bytes), refused);
    assert.throws(() => openSealed(master, "share-2", schema, bytes), refused);
    for (const position of [0, 31, 32, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[position] = (changed[position] ?? 0) ^ 1;
      assert.throws(() => openSealed(master, name, schema, changed), refused);
    }
  });

  it("is sealed anew each time, and gone once it was taken", async () => {
    const { store, master, name, bytes } = await kept();
    await keepSealed({ store, master }, name, schema, value);
    assert.notDeepEqual(await store.read(name), bytes);
    assert.notEqual(await store.take(name), null);
    assert.equal(await store.take(name), null);
    assert.equal(await store.read(name), null);
  });
});
