import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { Decrypter, generateIdentity } from "age-encryption";
import fc from "fast-check";
import { readAllBytes, STREAM_CHUNK_BYTES, streamOf, toHex, utf8 } from "../codec/index.ts";
import { visibleTextOf } from "../testing/errors.ts";
import { opened, sealed, someRecord, TEST_LIMIT_BYTES } from "../testing/sealed.ts";
import { hexBytes } from "../testing/messages.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import { newParts, seal } from "./index.ts";
import { parseStanzaArguments, stanzaArguments } from "./record-ref.ts";

describe("seal and open", () => {
  it("give every plaintext back, cut however, with digest and sizes in passing", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 8 }), async (chunks) => {
        const parts = newParts();
        const record = someRecord();
        const { stream, facts } = await seal({ plaintext: streamOf(chunks), record, parts });
        const bytes = await readAllBytes(stream, TEST_LIMIT_BYTES);
        const whole = Buffer.concat(chunks);
        assert.deepEqual(await facts, {
          digest: `0x${createHash("sha256").update(bytes).digest("hex")}`,
          sealedSizeBytes: bytes.length,
          sizeBytes: whole.length,
          contentDigest: `0x${createHash("sha256").update(whole).digest("hex")}`,
        });
        assert.deepEqual(await opened(bytes, record, parts), new Uint8Array(whole));
      }),
    );
  });

  it("work at the borders of age's chunks", async () => {
    for (const size of [
      0,
      1,
      STREAM_CHUNK_BYTES - 1,
      STREAM_CHUNK_BYTES,
      STREAM_CHUNK_BYTES + 1,
      3 * STREAM_CHUNK_BYTES,
    ]) {
      const plaintext = new Uint8Array(size).fill(7);
      const file = await sealed(plaintext);
      assert.deepEqual(await opened(file.bytes, file.record, file.parts), plaintext, `${size} bytes`);
    }
  });

  it("write one stanza of the documented form", async () => {
    const file = await sealed(utf8("x"));
    const lines = Buffer.from(file.bytes).toString("latin1").split("\n");
    assert.equal(lines[0], "age-encryption.org/v1");
    assert.equal(
      lines[1],
      `-> medlattice/parts/v1 ${Buffer.from("a1".repeat(32), "hex").toString("base64url")} 7101 ${Buffer.from("b2".repeat(32), "hex").toString("base64url")} 1`,
    );
    assert.equal(Buffer.from(lines[2] ?? "", "base64").length, 32);
    assert.ok(lines[3]?.startsWith("--- "));
  });

  it("never give the same file twice", async () => {
    const parts = newParts();
    const a = await sealed(utf8("same"), someRecord(), parts);
    const b = await sealed(utf8("same"), someRecord(), parts);
    assert.notDeepEqual(a.bytes, b.bytes);
  });

  it("reject the facts when the source fails or the reader gives up", async () => {
    const options = { record: someRecord(), parts: newParts() };
    const broken = await seal({
      ...options,
      plaintext: streamOf(
        (async function* () {
          yield new Uint8Array(100_000);
          throw new RangeError("disk");
        })(),
      ),
    });
    await assert.rejects(readAllBytes(broken.stream, TEST_LIMIT_BYTES), RangeError);
    await assert.rejects(broken.facts, RangeError);
    const left = await seal({ ...options, plaintext: new Uint8Array(1_000_000) });
    await left.stream.cancel(new RangeError("closed"));
    await assert.rejects(left.facts, RangeError);
  });
});

describe("stanza arguments", () => {
  const reference = fc.record(
    {
      registryId: hexBytes(32),
      chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      recordId: hexBytes(32),
      version: fc.nat({ max: 0xffff_ffff }),
    },
    { noNullPrototype: true },
  );

  it("give every reference back", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(reference, async (record) => {
        assert.deepEqual(parseStanzaArguments(stanzaArguments(record)), record);
      }),
    );
  });

  it("have one text per reference", () => {
    const [type = "", registryId = "", , recordId = "", version = ""] = stanzaArguments(someRecord());
    for (const chainId of ["07101", "7101.0", "7.101e3", "0x1bbd", "-1", "0", " 7101"]) {
      assert.equal(parseStanzaArguments([type, registryId, chainId, recordId, version]), null, chainId);
    }
    assert.equal(parseStanzaArguments([type, registryId, "7101", recordId, version, "more"]), null);
  });
});

describe("errors of the envelope", () => {
  it("hold no key, plaintext or record id", async () => {
    const canary = utf8("CANARY-plaintext-81c7");
    const { bytes, record, parts } = await sealed(canary);
    const secrets = [
      toHex(parts.patient).slice(2),
      toHex(parts.institution).slice(2),
      "CANARY",
      record.recordId.slice(2),
    ];
    const other = newParts();
    const failures = [
      opened(bytes, { ...record, version: 2 }, parts),
      opened(bytes, record, other),
      opened(bytes.subarray(0, bytes.length - 1), record, parts),
      opened(bytes.subarray(0, 30), record, parts),
      opened(canary, record, parts),
    ];
    for (const failure of failures) {
      const error = await failure.then(
        () => null,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof Error);
      for (const secret of secrets)
        assert.equal(visibleTextOf(error).includes(secret), false, visibleTextOf(error));
    }
  });
});

it("an ordinary age reader sees an age file it has no identity for", async () => {
  const file = await sealed(utf8("x"));
  const decrypter = new Decrypter();
  decrypter.addIdentity(await generateIdentity());
  await assert.rejects(decrypter.decrypt(file.bytes), /no identity matched/);
});
