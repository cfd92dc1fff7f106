export interface SignatureBaseInput {
  /** Upper-case HTTP method. */
  readonly method: string;
  /** Absolute URI without fragment, exactly as requested. */
  readonly targetUri: string;
  /** Value of the Content-Digest header, when the request has a body. */
  readonly contentDigest?: string;
  /** The inner list with its parameters as it stands in Signature-Input. */
  readonly parametersLine: string;
}

/**
 * The bytes a request signature is made over (RFC 9421 §2.5): one line per covered component, then the parameters.
 * Client and server build it from their own view of the request, so any difference between them fails the check.
 */
export function signatureBase(input: SignatureBaseInput): Uint8Array<ArrayBuffer> {
  const lines = [`"@method": ${input.method}`, `"@target-uri": ${input.targetUri}`];
  if (input.contentDigest !== undefined) lines.push(`"content-digest": ${input.contentDigest}`);
  lines.push(`"@signature-params": ${input.parametersLine}`);
  return new TextEncoder().encode(lines.join("\n"));
}
