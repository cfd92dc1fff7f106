import { type KeyObject, verify } from "node:crypto";
import { PermissionError } from "@medlattice/sdk/errors";
import { CREATED_WINDOW_SECONDS, signatureBase } from "@medlattice/sdk/client";
import type { ParsedSignature } from "./parseSignatureHeaders.ts";

export interface SignedRequest {
  readonly method: string;
  readonly targetUri: string;
  readonly contentDigest: string | undefined;
  /** Whether a body follows. */
  readonly hasBody: boolean;
}

/**
 * Checks that a request was signed by the session key, for this oracle, this path and body, about now (RFC 9421 §3.2).
 * @throws PermissionError SIGNATURE_MALFORMED, SIGNATURE_TIME, SIGNATURE_WRONG
 */
export function verifyRequestSignature(
  parsed: ParsedSignature,
  request: SignedRequest,
  publicKey: KeyObject,
  nowSeconds: number,
): void {
  if (request.hasBody !== parsed.coversBody) {
    throw new PermissionError(
      "SIGNATURE_MALFORMED",
      "The signature must cover the body's digest when there is a body.",
      {
        facts: { member: "content-digest" },
      },
    );
  }
  if (Math.abs(nowSeconds - parsed.createdSeconds) > CREATED_WINDOW_SECONDS) {
    throw new PermissionError("SIGNATURE_TIME", "The request was signed too long ago, or in the future.", {
      facts: { serverTime: nowSeconds, windowSeconds: CREATED_WINDOW_SECONDS },
      hints: ["Set this device's clock."],
    });
  }
  const base = signatureBase({
    method: request.method,
    targetUri: request.targetUri,
    parametersLine: parsed.parametersLine,
    ...(parsed.coversBody && request.contentDigest !== undefined
      ? { contentDigest: request.contentDigest }
      : {}),
  });
  if (!verify("sha256", base, { key: publicKey, dsaEncoding: "ieee-p1363" }, parsed.signature)) {
    throw new PermissionError("SIGNATURE_WRONG", "The request's signature does not hold.", {
      hints: [
        "The request may have been changed on its way, or sent to another address than the oracle's own name.",
      ],
    });
  }
}
