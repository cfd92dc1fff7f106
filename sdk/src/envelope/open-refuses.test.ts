import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { concatBytes, readAllBytes, STREAM_CHUNK_BYTES, streamOf, utf8 } from "../codec/index.ts";
import { withCode } from "../testing/errors.ts";
import { opened, sealed, someRecord, TEST_LIMIT_BYTES } from "../testing/sealed.ts";
import { newParts, open } from "./index.ts";
import { partsRecipient } from "./stanza.ts";

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
        readAllBytes(plain, TEST_LIMIT_BYTES),
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
    await assert.rejects(readAllBytes(stream, TEST_LIMIT_BYTES), withCode("ENVELOPE_DIGEST_MISMATCH"));
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
    await assert.rejects(readAllBytes(stream, TEST_LIMIT_BYTES), RangeError);
  });
});
