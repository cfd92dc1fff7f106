import { InvalidInputError } from "@medlattice/sdk/errors";
import { x509 } from "@medlattice/oracle/pki";
import { generateKeys, toPem } from "./authority.ts";
import { requireDnsName, SIGNATURE_ALGORITHM } from "./profile.ts";

/** What an organisation sends to whoever certifies it: its key stays where it was made. */
export interface SigningRequest {
  /** PKCS #10 (RFC 2986) in PEM. */
  readonly request: string;
  readonly key: CryptoKey;
}

/**
 * Makes a key and asks for a certificate of it.
 *
 * @param keys a pair that is there already: for the renewal of a certificate whose key stays
 * @throws InvalidInputError PKI_NAME_INVALID
 */
export async function createSigningRequest({
  dnsName,
  keys: given,
}: {
  readonly dnsName: string;
  readonly keys?: CryptoKeyPair;
}): Promise<SigningRequest> {
  requireDnsName(dnsName);
  const keys = given ?? (await generateKeys());
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ O: [dnsName] }],
    keys,
    signingAlgorithm: SIGNATURE_ALGORITHM,
  });
  return { request: toPem(request), key: keys.privateKey };
}

/**
 * The key a request is for, after its proof of possession was checked. Names and extensions of a request are not taken
 * over: the issuer says them.
 * @throws InvalidInputError PKI_REQUEST_INVALID
 */
export async function keyOfRequest(pem: string): Promise<CryptoKey> {
  const refuse = (cause?: unknown): InvalidInputError =>
    new InvalidInputError("PKI_REQUEST_INVALID", "This is not a signing request for a P-256 key.", {
      hints: ["Make the request anew and pass it on as it is."],
      ...(cause === undefined ? {} : { cause }),
    });
  let request: x509.Pkcs10CertificateRequest;
  let key: CryptoKey;
  let signed: boolean;
  try {
    request = new x509.Pkcs10CertificateRequest(pem);
    key = await request.publicKey.export({ name: "ECDSA", namedCurve: "P-256" }, ["verify"]);
    signed = await request.verify();
  } catch (cause) {
    throw refuse(cause);
  }
  if (!signed) throw refuse();
  return key;
}
