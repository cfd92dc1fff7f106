import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import {
  concatBytes,
  iterate,
  readAllBytes,
  STREAM_CHUNK_BYTES,
  streamOf,
  toHex,
  utf8,
} from "../codec/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { hexBytes } from "../testing/messages.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import { newParts, open, seal, type RecordParts, type RecordRef } from "./index.ts";
import { parseStanzaArguments, stanzaArguments } from "./record-ref.ts";
import { partsRecipient } from "./stanza.ts";

const LIMIT = 10_000_000;

function someRecord(): RecordRef {
  return { registryId: `0x${"a1".repeat(32)}`, chainId: 7101, recordId: `0x${"b2".repeat(32)}`, version: 1 };
}

async function sealed(plaintext: Uint8Array, record = someRecord(), parts = newParts()) {
  const { stream, facts } = await seal({ plaintext, record, parts });
  return { bytes: await readAllBytes(stream, LIMIT), facts: await facts, record, parts };
}

async function opened(bytes: Uint8Array, record: RecordRef, parts: RecordParts) {
  return readAllBytes(await open({ sealed: bytes, record, parts }), LIMIT);
}

const isEmptyBody = (text: string) => text.length > 0;

describe("seal and open", () => {
  it("give every plaintext back, cut however, with digest and sizes in passing", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 8 }), async (chunks) => {
        const parts = newParts();
        const record = someRecord();
        const { stream, facts } = await seal({ plaintext: streamOf(chunks), record, parts });
        const bytes = await readAllBytes(stream, LIMIT);
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

  it("keep memory flat: 64 MiB pass while 2 MiB are never held", async () => {
    const total = 1_024;
    const chunk = new Uint8Array(STREAM_CHUNK_BYTES).fill(0x5a);
    function* plaintext() {
      for (let index = 0; index < total; index++) yield chunk;
    }
    const parts = newParts();
    const record = someRecord();
    const { stream, facts } = await seal({ plaintext: streamOf(plaintext()), record, parts });
    const content = createHash("sha256");
    let mostHeld = 0;
    let chunks = 0;
    const before = await livingBytes();
    // Sealing feeds opening directly, as a store would; what is held between them is what both hold together.
    for await (const part of iterate(await open({ sealed: stream, record, parts }))) {
      content.update(part);
      if (chunks++ % 64 === 0) mostHeld = Math.max(mostHeld, (await livingBytes()) - before);
    }
    assert.equal((await facts).sizeBytes, total * STREAM_CHUNK_BYTES);
    assert.equal(`0x${content.digest("hex")}`, (await facts).contentDigest);
    assert.ok(mostHeld < 2 * 1_048_576, `held ${mostHeld} bytes`);
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
    await assert.rejects(readAllBytes(broken.stream, LIMIT), RangeError);
    await assert.rejects(broken.facts, RangeError);
    const left = await seal({ ...options, plaintext: new Uint8Array(1_000_000) });
    await left.stream.cancel(new RangeError("closed"));
    await assert.rejects(left.facts, RangeError);
  });
});

describe("open refuses", () => {
  it("a file of another chain, registry, record or version, and names which", async () => {
    const file = await sealed(utf8("secret"));
    const changes = {
      chainId: 7102,
      registryId: `0x${"a2".repeat(32)}`,
      recordId: `0x${"b3".repeat(32)}`,
      version: 2,
    } as const;
    for (const [member, value] of Object.entries(changes)) {
      await assert.rejects(
        opened(file.bytes, { ...file.record, [member]: value }, file.parts),
        withCode("ENVELOPE_WRONG_RECORD", { member }),
      );
    }
  });

  it("either part alone, or the parts swapped", async () => {
    const { bytes, record, parts } = await sealed(utf8("secret"));
    const other = newParts();
    for (const wrong of [
      { ...parts, institution: other.institution },
      { ...parts, patient: other.patient },
      { patient: parts.institution, institution: parts.patient },
    ]) {
      await assert.rejects(opened(bytes, record, wrong), withCode("ENVELOPE_PARTS_REFUSED"));
    }
    await assert.rejects(
      opened(bytes, record, { ...parts, patient: new Uint8Array(31) }),
      withCode("PART_INVALID"),
    );
  });

  it("a stanza whose reference was rewritten to fit, since the reference is in the key", async () => {
    const { bytes, record, parts } = await sealed(utf8("secret"));
    const text = Buffer.from(bytes).toString("latin1");
    const moved = Buffer.from(text.replace(" 7101 ", " 7102 "), "latin1");
    await assert.rejects(
      opened(moved, { ...record, chainId: 7102 }, parts),
      withCode("ENVELOPE_PARTS_REFUSED"),
    );
  });

  it("a stanza taken from another file of the same record and parts", async () => {
    const a = await sealed(utf8("one"));
    const b = await sealed(utf8("two"), a.record, a.parts);
    const linesOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1").split("\n");
    const [version = "", , , ...rest] = linesOf(a.bytes);
    const [, args = "", body = ""] = linesOf(b.bytes);
    const mixed = Buffer.from([version, args, body, ...rest].join("\n"), "latin1");
    await assert.rejects(opened(mixed, a.record, a.parts), withCode("ENVELOPE_HEADER_DAMAGED"));
  });

  it("a file with a second way in, or none of ours", async () => {
    const record = someRecord();
    const parts = newParts();
    const recipient = await identityToRecipient(await generateIdentity());
    const both = new Encrypter();
    both.addRecipient(partsRecipient(parts, record));
    both.addRecipient(recipient);
    await assert.rejects(
      opened(await both.encrypt("x"), record, parts),
      withCode("ENVELOPE_STANZA_MISSING", { stanzas: 2 }),
    );
    const foreign = new Encrypter();
    foreign.addRecipient(recipient);
    await assert.rejects(
      opened(await foreign.encrypt("x"), record, parts),
      withCode("ENVELOPE_STANZA_MISSING", { stanzas: 1 }),
    );
  });

  it("every single flipped bit, with a name for where it is", async () => {
    const { bytes, record, parts } = await sealed(utf8("a short secret"));
    const expected = new Set([
      "ENVELOPE_NOT_AGE",
      "ENVELOPE_HEADER_DAMAGED",
      "ENVELOPE_STANZA_MISSING",
      "ENVELOPE_WRONG_RECORD",
      "ENVELOPE_PARTS_REFUSED",
      "ENVELOPE_PAYLOAD_DAMAGED",
    ]);
    const seen = new Set<string>();
    for (let position = 0; position < bytes.length; position++) {
      const flipped = bytes.slice();
      flipped[position] = (flipped[position] ?? 0) ^ (1 << (position % 8));
      const code = await opened(flipped, record, parts).then(
        () => "opened",
        (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "foreign"),
      );
      assert.ok(expected.has(code), `byte ${position}: ${code}`);
      seen.add(code);
    }
    assert.deepEqual(seen, expected);
  });

  it("every truncation and any appended byte", async () => {
    const { bytes, record, parts, facts } = await sealed(new Uint8Array(2 * STREAM_CHUNK_BYTES + 10));
    const header =
      Buffer.from(bytes)
        .toString("latin1")
        .indexOf("\n", Buffer.from(bytes).toString("latin1").indexOf("\n---") + 1) + 1;
    const lengths = [
      0,
      10,
      header - 1,
      header,
      header + 15,
      header + 16,
      header + 16 + STREAM_CHUNK_BYTES + 16,
      bytes.length - 1,
    ];
    const codes: string[] = [];
    for (const length of lengths) {
      const cut = bytes.subarray(0, length);
      const stream = open({ sealed: cut, record, parts, expected: facts }).then((plain) =>
        readAllBytes(plain, LIMIT),
      );
      await assert.rejects(stream, (error) => {
        codes.push(error instanceof Error && "code" in error ? String(error.code) : String(error));
        return true;
      });
    }
    const damaged = "ENVELOPE_HEADER_DAMAGED";
    const short = "ENVELOPE_TRUNCATED";
    assert.deepEqual(codes, [damaged, damaged, damaged, short, short, short, short, short]);
    await assert.rejects(
      opened(concatBytes(bytes, Uint8Array.of(0)), record, parts),
      withCode("ENVELOPE_PAYLOAD_DAMAGED"),
    );
  });

  it("another sealing of the same content under the same parts, when a digest is expected", async () => {
    const a = await sealed(utf8("same"));
    const b = await sealed(utf8("same"), a.record, a.parts);
    const stream = await open({ sealed: b.bytes, record: a.record, parts: a.parts, expected: a.facts });
    await assert.rejects(readAllBytes(stream, LIMIT), withCode("ENVELOPE_DIGEST_MISMATCH"));
  });

  it("an endless header, without buffering it, and lets go of the source", async () => {
    let released = false;
    let given = 0;
    async function* endless() {
      try {
        yield utf8("age-encryption.org/v1\n");
        for (;;) {
          given += 1_000;
          yield new Uint8Array(1_000).fill(0x61);
        }
      } finally {
        released = true;
      }
    }
    await assert.rejects(
      open({ sealed: streamOf(endless()), record: someRecord(), parts: newParts() }),
      withCode("ENVELOPE_HEADER_DAMAGED"),
    );
    assert.ok(given < 20_000, `read ${given} bytes`);
    assert.equal(released, true);
  });

  it("and passes a failing store's own error through", async () => {
    const file = await sealed(new Uint8Array(300_000));
    const failing = (until: number) =>
      streamOf(
        (async function* () {
          yield file.bytes.subarray(0, until);
          throw new RangeError("connection lost");
        })(),
      );
    await assert.rejects(open({ sealed: failing(20), record: file.record, parts: file.parts }), RangeError);
    const stream = await open({ sealed: failing(100_000), record: file.record, parts: file.parts });
    await assert.rejects(readAllBytes(stream, LIMIT), RangeError);
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
    for (const chainId of ["07101", "7101.0", "7.101e3", "0x1bbd", "-1", "0", " 7101"].filter(isEmptyBody)) {
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

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/**
 * Bytes in array buffers that are still in use. A turn of the event loop lets go of what only microtasks held; the second
 * collection waits for the first one's sweep, which runs beside the program.
 */
async function livingBytes(): Promise<number> {
  assert.ok(typeof collectGarbage === "function");
  for (let round = 0; round < 2; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  return process.memoryUsage().arrayBuffers;
}

it("an ordinary age reader sees an age file it has no identity for", async () => {
  const file = await sealed(utf8("x"));
  const decrypter = new Decrypter();
  decrypter.addIdentity(await generateIdentity());
  await assert.rejects(decrypter.decrypt(file.bytes), /no identity matched/);
});
