import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generateIdentity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { z } from "zod";
import { fromHex, storeJson, toHex, utf8 } from "../codec/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import { openMessage, sealDocument, sealMessage } from "./index.ts";

const schema = z.strictObject({ format: z.literal("medlattice/test/v1"), note: z.string() });
const message = (note: string) => ({ format: "medlattice/test/v1" as const, note });

async function key() {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

const me = await key();

describe("sealed messages", () => {
  it("give every message back, byte for byte", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (note) => {
        const stored = storeJson(schema, message(note));
        const opened = await openMessage({
          schema,
          sealed: await sealDocument(stored, [me.recipient]),
          identity: me.identity,
        });
        assert.deepEqual(opened.bytes, stored.bytes);
        assert.equal(opened.hash, stored.hash);
      }),
      20,
    );
  });

  it("open for each recipient and for nobody else", async () => {
    const [other, stranger] = [await key(), await key()];
    const sealed = await sealMessage({
      schema,
      message: message("x"),
      recipients: [me.recipient, other.recipient],
    });
    for (const { identity } of [me, other])
      assert.equal((await openMessage({ schema, sealed, identity })).value.note, "x");
    await assert.rejects(
      openMessage({ schema, sealed, identity: stranger.identity }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
  });

  it("of another type are refused after opening, by the format inside", async () => {
    const other = z.strictObject({ format: z.literal("medlattice/other/v1"), note: z.string() });
    const sealed = await sealMessage({ schema, message: message("x"), recipients: [me.recipient] });
    await assert.rejects(
      openMessage({ schema: other, sealed, identity: me.identity }),
      withCode("DOCUMENT_INVALID", { field: "format" }),
    );
  });

  it("say when they were changed or cut short", async () => {
    const sealed = fromHex(
      await sealMessage({ schema, message: message("CANARY-note"), recipients: [me.recipient] }),
    );
    const flipped = sealed.slice();
    flipped[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    for (const bytes of [
      flipped,
      sealed.subarray(0, sealed.length - 1),
      sealed.subarray(0, 40),
      utf8("no age file"),
    ]) {
      await assert.rejects(openMessage({ schema, sealed: toHex(bytes), identity: me.identity }), (error) => {
        withCode("SEALED_MESSAGE_DAMAGED")(error);
        assert.equal(visibleTextOf(error).includes(me.identity), false);
        return true;
      });
    }
  });

  it("need a recipient, and one that is an age key", async () => {
    for (const recipients of [[], ["age1qqqq"], ["nobody"], [me.recipient, ""]]) {
      await assert.rejects(
        sealMessage({ schema, message: message("x"), recipients }),
        withCode("SEALING_RECIPIENT_INVALID"),
      );
    }
  });

  it("are bounded in size on both ends", async () => {
    await assert.rejects(
      sealMessage({ schema, message: message("x".repeat(1_048_576)), recipients: [me.recipient] }),
      withCode("DOCUMENT_TOO_LARGE"),
    );
    await assert.rejects(
      openMessage({ schema, sealed: toHex(new Uint8Array(1_200_000)), identity: me.identity }),
      withCode("DOCUMENT_TOO_LARGE"),
    );
  });
});
