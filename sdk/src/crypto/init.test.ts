import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withCode } from "../testing/errors.ts";
import { derivePublicX, initCrypto } from "./index.ts";

describe("initCrypto", () => {
  it("is asked for by operations before it has finished, works concurrently and again", async () => {
    assert.throws(() => derivePublicX(5n), withCode("CRYPTO_NOT_READY"));
    await Promise.all([initCrypto(), initCrypto(), initCrypto()]);
    const first = derivePublicX(5n);
    await initCrypto();
    assert.deepEqual(derivePublicX(5n), first);
  });
});
