import { z } from "zod";
import { utf8 } from "./bytes.ts";
import type { Hex } from "./hex.ts";
import { LIMITS } from "./limits.ts";
import { addressSchema, signatureSchema } from "./schemas.ts";

/** A stored JSON document with a signature beside it, as it travels inside another JSON body: the exact text, not the object. */
export const signedDocumentSchema = z.strictObject({
  document: z.string().max(LIMITS.documentBytes),
  signer: addressSchema,
  signature: signatureSchema,
});

export type SignedDocument = z.infer<typeof signedDocumentSchema>;

/** Puts stored bytes and their signature into the form that travels. */
export function signedDocument(bytes: Uint8Array, signer: Hex, signature: Hex): SignedDocument {
  return {
    document: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
    signer,
    signature,
  };
}

/** The stored bytes: what was hashed and signed. */
export function documentBytes(signed: SignedDocument): Uint8Array {
  return utf8(signed.document);
}
