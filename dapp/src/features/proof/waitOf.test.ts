import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EngineError } from "../../engine/errors.ts";
import { waitOf } from "./waitOf.ts";

const error = (code: string, facts: Readonly<Record<string, string | number | boolean>>) =>
  new EngineError({ code, message: "", hints: [], facts, isRetryable: true });

describe("waitOf", () => {
  it("tells when a proof will be there, as far as anybody knows", () => {
    assert.deepEqual(waitOf(error("PROOF_NOT_ANCHORED", { retryAfterSeconds: 90 })), { seconds: 90 });
    assert.deepEqual(waitOf(error("PROOF_NOT_ANCHORED", {})), { seconds: null });
    assert.deepEqual(waitOf(error("PROOF_NOT_ANCHORED", { retryAfterSeconds: -1 })), { seconds: null });
  });

  it("takes no other error for waiting", () => {
    for (const other of [error("PROOF_BROKEN", { retryAfterSeconds: 90 }), new Error("no"), null]) {
      assert.equal(waitOf(other), null);
    }
  });
});
