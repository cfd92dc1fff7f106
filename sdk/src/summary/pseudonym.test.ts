import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Hex, toHex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { MasterKey, sealingKey } from "../keys/index.ts";
import { blindPseudonym, type ItemName, recognizePseudonym } from "./pseudonym.ts";

const secret = crypto.getRandomValues(new Uint8Array(32));
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
const anyItem: fc.Arbitrary<ItemName> = fc.record({
  chainId: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  recordId: bytes32,
  version: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  kind: fc.integer({ min: 1, max: 2 }),
});
const newKey = async () => await sealingKey(MasterKey.generate(), 1);
const item: ItemName = { chainId: 7101, recordId: `0x${"ab".repeat(32)}`, version: 0, kind: 1 };

describe("blinded pseudonyms (M5)", () => {
  it("are recognised by the patient alone", async () => {
    const [patient, other] = [await newKey(), await newKey()];
    fc.assert(
      fc.property(anyItem, (each) => {
        const pseudonym = blindPseudonym({ secret, recipient: patient.recipient, item: each });
        assert.ok(recognizePseudonym(patient.identity, each, pseudonym));
        assert.ok(!recognizePseudonym(other.identity, each, pseudonym));
      }),
      { numRuns: 30 },
    );
  });

  it("have nothing in common from item to item, for whoever has no key of the patient", async () => {
    const { recipient } = await newKey();
    const shown = new Set<Hex>();
    for (let version = 0; version < 50; version += 1) {
      const { ephemeral, tag } = blindPseudonym({ secret, recipient, item: { ...item, version } });
      shown.add(ephemeral).add(tag);
    }
    assert.equal(shown.size, 100);
  });

  it("cannot be moved to another item", async () => {
    const { identity, recipient } = await newKey();
    const pseudonym = blindPseudonym({ secret, recipient, item });
    for (const other of [
      { ...item, chainId: 7102 },
      { ...item, recordId: `0x${"ac".repeat(32)}` as const },
      { ...item, version: 1 },
      { ...item, kind: 2 },
    ]) {
      assert.ok(!recognizePseudonym(identity, other, pseudonym));
    }
  });

  it("are the same when they are made again, and others under another secret or key", async () => {
    const { recipient } = await newKey();
    const made = blindPseudonym({ secret, recipient, item });
    assert.deepEqual(blindPseudonym({ secret, recipient, item }), made);
    const otherSecret = secret.map((byte) => byte ^ 1);
    assert.notEqual(blindPseudonym({ secret: otherSecret, recipient, item }).ephemeral, made.ephemeral);
    const { recipient: otherRecipient } = await newKey();
    assert.notEqual(blindPseudonym({ secret, recipient: otherRecipient, item }).ephemeral, made.ephemeral);
  });

  it("that are no point, or of small order, are nobody's", async () => {
    const { identity, recipient } = await newKey();
    const { tag } = blindPseudonym({ secret, recipient, item });
    for (const ephemeral of [`0x${"00".repeat(32)}`, `0x01${"00".repeat(31)}`] as const) {
      assert.ok(!recognizePseudonym(identity, item, { ephemeral, tag }));
    }
  });

  it("are not made for what is no key", async () => {
    const { recipient } = await newKey();
    const refused = (wrong: string) =>
      assert.throws(
        () => blindPseudonym({ secret, recipient: wrong, item }),
        (error) => error instanceof InvalidInputError && error.code === "SUMMARY_RECIPIENT_INVALID",
      );
    refused("");
    refused(recipient.slice(0, -1));
    refused(recipient.replace(/^age1/, "agf1"));
  });
});
