import { createHash, timingSafeEqual } from "node:crypto";
import { type Readable, Transform } from "node:stream";
import { VerificationError } from "@medlattice/sdk/errors";

/**
 * Passes a body through while hashing it, and fails at its end when it is not what the signed Content-Digest promised
 * (RFC 9530). Whoever consumes the stream must not make anything visible before it has ended well.
 */
export function verifyContentDigest(body: Readable, promised: Uint8Array): Readable {
  const hash = createHash("sha256");
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(timingSafeEqual(hash.digest(), promised) ? null : digestWrong());
    },
  });
  body.on("error", (error) => check.destroy(error));
  // A short body can fail before its route begins to read it. The stream stays in error and says so to whoever reads it;
  // without a listener at that moment the process would end.
  check.on("error", () => undefined);
  return body.pipe(check);
}

function digestWrong(): VerificationError {
  return new VerificationError("CONTENT_DIGEST_WRONG", "The body is not the one that was signed for.", {
    hints: ["The connection may have changed or cut it: send it again."],
  });
}
