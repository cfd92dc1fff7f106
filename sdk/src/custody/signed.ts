import type { z } from "zod";
import {
  documentBytes,
  parseStoredJson,
  signedDocument,
  type SignedDocument,
  storeJson,
  type StoredJson,
  type Hex,
} from "../codec/index.ts";
import {
  addressOf,
  requireSignature,
  sign,
  type SignatureCheck,
  type Signer,
  typed,
} from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import { identityDomain, type IdentityAt } from "../identity/index.ts";

/** Who signs what in words. */
export interface CustodyStatementParameters {
  /** Where officers are known: the private chain's identity registry. */
  readonly at: IdentityAt;
  readonly officer: Hex;
  readonly statement: string;
}

/** Signs a document of an officer together with what it says in words (EIP-712 `CustodyStatement`). */
export async function signCustodyDocument<T extends { readonly officer: Hex }>(
  options: Omit<CustodyStatementParameters, "officer"> & {
    readonly schema: z.ZodType<T>;
    readonly document: T;
    readonly signer: Signer;
  },
): Promise<SignedDocument> {
  const { at, statement, schema, document, signer } = options;
  const { bytes, hash } = storeJson(schema, document);
  const account = addressOf(signer);
  const message = { officer: document.officer, signer: account, statement, documentHash: hash };
  return signedDocument(
    bytes,
    account,
    await sign(signer, typed("CustodyStatement", identityDomain(at), message)),
  );
}

/**
 * Parses and checks what an officer signed. That the account speaks for the officer is the chain's to say.
 * @throws VerificationError SIGNATURE_INVALID | CUSTODY_OTHER_OFFICER
 * @throws InvalidInputError DOCUMENT_*
 */
export async function verifyCustodyDocument<T extends { readonly officer: Hex }>(
  options: CustodyStatementParameters & {
    readonly schema: z.ZodType<T>;
    readonly signed: SignedDocument;
    readonly check?: SignatureCheck;
  },
): Promise<StoredJson<T>> {
  const { at, officer, statement, schema, signed, check } = options;
  const stored = parseStoredJson(schema, documentBytes(signed));
  if (stored.value.officer !== officer) {
    throw new VerificationError("CUSTODY_OTHER_OFFICER", "A document of an officer is another officer's.");
  }
  const message = { officer, signer: signed.signer, statement, documentHash: stored.hash };
  await requireSignature({
    data: typed("CustodyStatement", identityDomain(at), message),
    signer: signed.signer,
    signature: signed.signature,
    ...(check === undefined ? {} : { check }),
  });
  return stored;
}
