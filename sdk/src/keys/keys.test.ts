import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { FR_ORDER } from "../crypto/index.ts";
import { fromHex, toHex } from "../codec/index.ts";
import { withCode } from "../testing/errors.ts";
import { hexBytes } from "../testing/messages.ts";
import { checkProperty } from "../testing/property.ts";
import {
  categoryScalar,
  categoryTag,
  denyTag,
  denyTagsOf,
  MasterKey,
  receiveScalar,
  recordScalar,
  SCOPE,
  sealingKey,
  SUBJECT,
  tagKey,
  ZERO32,
} from "./index.ts";

const fixed = () => MasterKey.fromBytes(new Uint8Array(32).fill(1));
const id = (byte: string) => `0x${byte.repeat(32)}` as const;

describe("MasterKey", () => {
  it("is random, takes 32 bytes only, and keeps its own copy", () => {
    assert.notEqual(MasterKey.generate().check(), MasterKey.generate().check());
    for (const length of [0, 31, 33])
      assert.throws(() => MasterKey.fromBytes(new Uint8Array(length)), withCode("MASTER_KEY_INVALID"));
    const bytes = new Uint8Array(32).fill(1);
    const master = MasterKey.fromBytes(bytes);
    bytes.fill(2);
    assert.equal(master.check(), fixed().check());
    master.exportForWrapping().fill(3);
    assert.equal(master.check(), fixed().check());
  });

  it("shows itself to no logger or serialiser", () => {
    const bytes = new Uint8Array(32).fill(0xc5);
    const master = MasterKey.fromBytes(bytes);
    const shown = [
      inspect(master, { depth: 9, showHidden: true }),
      JSON.stringify({ master }),
      String(master),
      Object.keys(master).join(),
    ].join();
    assert.equal(/c5c5|197, ?197/i.test(shown), false, shown);
  });

  it("derives by HKDF as RFC 5869 has it", () => {
    const frame = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    const prk = createHmac("sha256", "medlattice/master-key/v1").update(Buffer.alloc(32, 1)).digest();
    const info = Buffer.concat([frame(Buffer.from("medlattice/test/v1")), frame(Buffer.from("ab"))]);
    const expected = createHmac("sha256", prk)
      .update(Buffer.concat([info, Buffer.from([1])]))
      .digest();
    assert.equal(
      toHex(fixed().derive("medlattice/test/v1", [Buffer.from("ab")], 32)),
      toHex(new Uint8Array(expected)),
    );
  });
});

describe("scalars", () => {
  it("are in [1, r), stable, and differ by use, category, epoch, record and person", () => {
    const master = fixed();
    const other = MasterKey.generate();
    const scalars = [
      categoryScalar(master, "laboratory", 0),
      categoryScalar(master, "laboratory", 1),
      categoryScalar(master, "laborator", 0),
      categoryScalar(other, "laboratory", 0),
      recordScalar(master, id("01"), 0),
      recordScalar(master, id("01"), 1),
      recordScalar(master, id("02"), 0),
      receiveScalar(master, 0),
      receiveScalar(master, 1),
      receiveScalar(other, 0),
    ];
    assert.equal(new Set(scalars).size, scalars.length);
    for (const scalar of scalars) assert.ok(scalar >= 1n && scalar < FR_ORDER);
    assert.equal(categoryScalar(fixed(), "laboratory", 0), scalars[0]);
  });

  it("keep their values for good: whoever changes the derivation locks every record", async () => {
    const master = fixed();
    const text = (scalar: bigint) => `0x${scalar.toString(16)}`;
    assert.equal(
      text(categoryScalar(master, "laboratory", 0)),
      "0x67ee1c1b0ba56fa1a5b438c9c9bb216f399a47b536d682812ff55a0179038208",
    );
    assert.equal(
      text(recordScalar(master, id("01"), 0)),
      "0xa71d13b284128ef954e19f65b198e8eb88bb4645680baafdc89a865efbffa10",
    );
    assert.equal(
      text(receiveScalar(master, 0)),
      "0x36042fa236391537a0bba0da56637a9dcd17af9ec2cd91eae241ce49f10385a8",
    );
    assert.equal(
      (await sealingKey(master, 0)).recipient,
      "age154rkdpaduchzuu4vhkhtf379l98rtfeg0gu696ja2eynkrfcsdwq3ad5js",
    );
    assert.equal(master.check(), "0x78fbf5e8fa43ed5f5a6262be9ec9009c");
    assert.equal(
      categoryTag(tagKey(master, 7101), "laboratory"),
      "0x4cd4129a68df324954ba2862a26b4950d9c402b9bab9859254534b22abce75df",
    );
  });
});

describe("sealingKey", () => {
  it("is an age key pair, stable, and another for each epoch", async () => {
    const [a, again, next] = await Promise.all([
      sealingKey(fixed(), 0),
      sealingKey(fixed(), 0),
      sealingKey(fixed(), 1),
    ]);
    assert.deepEqual(a, again);
    assert.notEqual(a.recipient, next.recipient);
    assert.match(a.identity, /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
    assert.match(a.recipient, /^age1[0-9a-z]{58}$/);
  });
});

describe("tags", () => {
  it("are HMACs over the documented bytes", () => {
    const key = tagKey(fixed(), 7101);
    const tag = createHmac("sha256", key).update("categorylaboratory").digest("hex");
    assert.equal(categoryTag(key, "laboratory"), `0x${tag}`);
    const deny = createHmac("sha256", key)
      .update(
        Buffer.concat([
          Buffer.from("deny"),
          Buffer.from([1]),
          Buffer.alloc(32, 0xaa),
          Buffer.from([2]),
          Buffer.alloc(32, 0xbb),
        ]),
      )
      .digest("hex");
    assert.equal(
      denyTag(key, { subjectKind: 1, subject: id("aa"), scopeKind: 2, scope: id("bb") }),
      `0x${deny}`,
    );
  });

  it("of two chains or two people have nothing in common", () => {
    const tags = [tagKey(fixed(), 7101), tagKey(fixed(), 7100), tagKey(MasterKey.generate(), 7101)].map(
      (key) => categoryTag(key, "laboratory"),
    );
    assert.equal(new Set(tags).size, 3);
  });

  const anyGrant = fc.record({
    granteeKind: fc.constantFrom(SUBJECT.person, SUBJECT.organization, SUBJECT.role),
    grantee: hexBytes(32),
    organization: hexBytes(32),
    scopeKind: fc.constantFrom(SCOPE.record, SCOPE.category, SCOPE.everything),
    scope: hexBytes(32),
  });

  it("of a grant are at most eight, all different, and hold every denial that must defeat it", () => {
    const key = tagKey(fixed(), 7101);
    const recordCategoryTag = id("cc");
    checkProperty(
      fc.property(anyGrant, (grant) => {
        const isRecord = grant.scopeKind === SCOPE.record;
        const tags = denyTagsOf({ tagKey: key, ...grant, ...(isRecord ? { recordCategoryTag } : {}) });
        assert.ok(tags.length <= 8);
        assert.equal(new Set(tags).size, tags.length);
        const scopes = [
          ...(isRecord
            ? [
                { scopeKind: SCOPE.record, scope: grant.scope },
                { scopeKind: SCOPE.category, scope: recordCategoryTag },
              ]
            : []),
          ...(grant.scopeKind === SCOPE.category ? [{ scopeKind: SCOPE.category, scope: grant.scope }] : []),
          { scopeKind: SCOPE.everything, scope: ZERO32 },
        ];
        const subjects = [
          grant.granteeKind === SUBJECT.organization
            ? { subjectKind: SUBJECT.organization, subject: grant.organization }
            : { subjectKind: grant.granteeKind, subject: grant.grantee },
          { subjectKind: SUBJECT.organization, subject: grant.organization },
        ];
        for (const scope of scopes) {
          for (const subject of subjects) assert.ok(tags.includes(denyTag(key, { ...subject, ...scope })));
        }
        assert.equal(
          tags[0],
          denyTag(key, { ...(subjects[0] ?? assert.fail()), ...(scopes[0] ?? assert.fail()) }),
        );
      }),
    );
  });

  it("of a grant for one record also hold the lock of the record and of its category for anyone", () => {
    const key = tagKey(fixed(), 7101);
    const tags = denyTagsOf({
      tagKey: key,
      granteeKind: SUBJECT.person,
      grantee: id("01"),
      organization: id("02"),
      scopeKind: SCOPE.record,
      scope: id("03"),
      recordCategoryTag: id("04"),
    });
    assert.equal(tags.length, 8);
    assert.ok(
      tags.includes(
        denyTag(key, {
          subjectKind: SUBJECT.anyone,
          subject: ZERO32,
          scopeKind: SCOPE.record,
          scope: id("03"),
        }),
      ),
    );
    assert.ok(
      tags.includes(
        denyTag(key, {
          subjectKind: SUBJECT.anyone,
          subject: ZERO32,
          scopeKind: SCOPE.category,
          scope: id("04"),
        }),
      ),
    );
  });

  it("take 32-byte subjects only", () => {
    const key = fromHex(id("07"));
    assert.throws(
      () => denyTag(key, { subjectKind: 1, subject: "0x01", scopeKind: 3, scope: ZERO32 }),
      withCode("HEX_LENGTH"),
    );
  });
});
