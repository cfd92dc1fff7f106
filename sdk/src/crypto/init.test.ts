import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withCode } from "../testing/errors.ts";
import { derivePublicX, initCrypto } from "./index.ts";

describe("initCrypto", () => {
  it("is asked for by operations before, can be tried again after a failure, and works concurrently and repeatedly", async (t) => {
    assert.throws(() => derivePublicX(5n), withCode("CRYPTO_NOT_READY"));
    const refusal = t.mock.method(WebAssembly, "instantiate", () =>
      Promise.reject(new Error("refused by policy")),
    );
    await assert.rejects(initCrypto(), withCode("CRYPTO_INIT_FAILED"));
    assert.throws(() => derivePublicX(5n), withCode("CRYPTO_NOT_READY"));
    refusal.mock.restore();
    await Promise.all([initCrypto(), initCrypto(), initCrypto()]);
    const first = derivePublicX(5n);
    await initCrypto();
    assert.deepEqual(derivePublicX(5n), first);
  });
});
