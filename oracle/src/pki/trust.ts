import { verify, X509Certificate } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { CertificateList } from "@peculiar/asn1-x509";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { normalSerial } from "./names.ts";
import { x509 } from "./x509.ts";

/** Whom an oracle believes: the roots it was set up with, and the revocation lists it has. */
export interface Trust {
  readonly roots: readonly X509Certificate[];
  /** For a peer whose intermediate TLS does not tell: Node 24.21 shows a server only the client's own certificate (nodejs/node#65579). */
  readonly intermediates: readonly X509Certificate[];
  readonly revocationLists: readonly RevocationList[];
}

/** A list that has not been verified yet: that needs its issuer, which a peer shows. */
export interface RevocationList {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly serialNumbers: ReadonlySet<string>;
  isSignedBy(issuer: X509Certificate): boolean;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

/** The single PEM blocks of a text. */
export function pemBlocks(text: string): string[] {
  return text.match(BLOCK) ?? [];
}

/**
 * Parses roots, intermediates and revocation lists, each any number of PEM blocks.
 * @throws InvalidInputError TLS_UNREADABLE
 */
export function parseTrust(pem: { roots: string; intermediates?: string; revocationLists: string }): Trust {
  try {
    return {
      roots: pemBlocks(pem.roots).map((each) => new X509Certificate(each)),
      intermediates: pemBlocks(pem.intermediates ?? "").map((each) => new X509Certificate(each)),
      revocationLists: pemBlocks(pem.revocationLists).map(parseList),
    };
  } catch (cause) {
    throw new InvalidInputError("TLS_UNREADABLE", "A root certificate or revocation list is damaged.", {
      hints: ["Have the health authority issue the oracle's certificate again."],
      cause,
    });
  }
}

function parseList(pem: string): RevocationList {
  const list = new x509.X509Crl(pem);
  const { tbsCertListRaw, signature } = AsnConvert.parse(list.rawData, CertificateList);
  const signed = tbsCertListRaw === undefined ? undefined : new Uint8Array(tbsCertListRaw);
  return {
    thisUpdate: list.thisUpdate,
    nextUpdate: list.nextUpdate ?? list.thisUpdate,
    serialNumbers: new Set(list.entries.map(({ serialNumber }) => normalSerial(serialNumber))),
    isSignedBy: ({ publicKey }) =>
      signed !== undefined &&
      verify("sha256", signed, { key: publicKey, dsaEncoding: "der" }, new Uint8Array(signature)),
  };
}
