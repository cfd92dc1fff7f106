import { toBase64Url } from "../../codec/index.ts";
import type { SessionKey } from "../sessionKey.ts";
import {
  SIGNATURE_LABEL,
  contentDigestHeader,
  signatureHeader,
  signatureParametersLine,
} from "./components.ts";
import { signatureBase } from "./signatureBase.ts";

export interface SignRequestParameters {
  readonly sessionKey: SessionKey;
  readonly method: string;
  /** Absolute URI as it will be sent. */
  readonly targetUri: string;
  /** SHA-256 of the body; leave out when there is none. */
  readonly bodySha256?: Uint8Array;
  /** Unix seconds; default now. */
  readonly createdSeconds?: number;
  /** Default 16 fresh random bytes. */
  readonly nonce?: string;
}

/**
 * Signs one request with the session key (RFC 9421, RFC 9530).
 * @returns the headers to add to the request
 */
export async function signRequest(parameters: SignRequestParameters): Promise<Record<string, string>> {
  const contentDigest =
    parameters.bodySha256 === undefined ? undefined : contentDigestHeader(parameters.bodySha256);
  const line = signatureParametersLine(contentDigest !== undefined, {
    createdSeconds: parameters.createdSeconds ?? Math.floor(Date.now() / 1000),
    nonce: parameters.nonce ?? toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
    keyId: parameters.sessionKey.keyId,
  });
  const base = signatureBase({
    method: parameters.method,
    targetUri: parameters.targetUri,
    parametersLine: line,
    ...(contentDigest === undefined ? {} : { contentDigest }),
  });
  return {
    ...(contentDigest === undefined ? {} : { "content-digest": contentDigest }),
    "signature-input": `${SIGNATURE_LABEL}=${line}`,
    signature: signatureHeader(await parameters.sessionKey.sign(base)),
  };
}
