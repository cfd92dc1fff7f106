import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  contentDigestHeader,
  signatureHeader,
  SIGNATURE_LABEL,
  signatureParametersLine,
} from "@medlattice/sdk/client";
import { MedLatticeError } from "@medlattice/sdk/errors";
import fc from "fast-check";
import { type ParsedSignature, parseSignatureHeaders } from "./parseSignatureHeaders.ts";

const seed = Number(process.env["FC_SEED"] ?? Date.now());
type Headers = Readonly<Record<string, string>>;

const valid: fc.Arbitrary<Headers> = fc
  .record({
    created: fc.nat(999_999_999_999),
    nonce: fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/),
    keyId: fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    signature: fc.uint8Array({ minLength: 64, maxLength: 64 }),
    digest: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 })),
  })
  .map(({ created, nonce, keyId, signature, digest }): Headers => {
    const line = signatureParametersLine(digest !== null, { createdSeconds: created, nonce, keyId });
    return {
      "signature-input": `${SIGNATURE_LABEL}=${line}`,
      signature: signatureHeader(signature),
      ...(digest === null ? {} : { "content-digest": contentDigestHeader(digest) }),
    };
  });

/** The headers that these values are written as. */
function written(parsed: ParsedSignature): Headers {
  const { coversBody, createdSeconds, nonce, keyId, signature, contentSha256 } = parsed;
  return {
    "signature-input": `${SIGNATURE_LABEL}=${signatureParametersLine(coversBody, { createdSeconds, nonce, keyId })}`,
    signature: signatureHeader(signature),
    ...(contentSha256 === null ? {} : { "content-digest": contentDigestHeader(contentSha256) }),
  };
}

describe(`parseSignatureHeaders (seed ${seed})`, () => {
  it("gives back what a client writes", () => {
    fc.assert(
      fc.property(valid, (headers) => assert.deepEqual(written(parseSignatureHeaders(headers)), headers)),
      { seed },
    );
  });

  it("reads of headers with one character changed only those that a client would write", () => {
    const changed = fc
      .tuple(valid, fc.nat(), fc.nat(), fc.string({ minLength: 0, maxLength: 1 }), fc.boolean())
      .map(([headers, which, at, by, keep]): Headers => {
        const names = Object.keys(headers);
        const name = names[which % names.length] ?? "signature";
        const text = headers[name] ?? "";
        const index = at % text.length;
        return { ...headers, [name]: text.slice(0, index) + by + text.slice(index + (keep ? 0 : 1)) };
      });
    fc.assert(
      fc.property(changed, (headers) => {
        let parsed: ParsedSignature;
        try {
          parsed = parseSignatureHeaders(headers);
        } catch (error) {
          assert.ok(error instanceof MedLatticeError, String(error));
          return;
        }
        // A server takes any label, leading zeros of a time, and a digest that the signature does not cover.
        const label = /^[a-z][a-z0-9_-]{0,31}=/;
        const { "content-digest": digest, ...again } = written(parsed);
        if (parsed.contentSha256 !== null) assert.equal(digest, headers["content-digest"]);
        assert.equal(again["signature"]?.replace(label, ""), headers["signature"]?.replace(label, ""));
        assert.equal(
          again["signature-input"]?.replace(label, ""),
          headers["signature-input"]?.replace(label, "").replace(/;created=0+(?=\d)/, ";created="),
        );
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("refuses base64 whose unused bits are set", () => {
    const [headers] = fc.sample(valid, { numRuns: 1, seed: 5 });
    assert.ok(headers !== undefined);
    const signature = `${SIGNATURE_LABEL}=:${"A".repeat(85)}B==:`;
    assert.throws(
      () => parseSignatureHeaders({ ...headers, signature }),
      (error) => error instanceof MedLatticeError && error.code === "SIGNATURE_MALFORMED",
    );
  });

  it("answers any headers in MedLattice's own words", () => {
    const any = fc.dictionary(
      fc.constantFrom("signature-input", "signature", "content-digest"),
      fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 2 })),
    );
    fc.assert(
      fc.property(any, (headers) => {
        assert.throws(() => parseSignatureHeaders(headers), MedLatticeError);
      }),
      { seed },
    );
  });
});
